package io.vxplan.host.local;

import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import java.util.List;

/// `IN6_ADDR_GEN_MODE_*` (linux/if_link.h).
final class AddressGenerationMode {
    private static final List<AddressGeneration> BY_NUMBER =
            List.of(
                    AddressGeneration.EUI64,
                    AddressGeneration.NONE,
                    AddressGeneration.STABLE_SECRET,
                    AddressGeneration.RANDOM);

    private AddressGenerationMode() {}

    static AddressGeneration of(int number) {
        return number < BY_NUMBER.size() ? BY_NUMBER.get(number) : AddressGeneration.NONE;
    }

    static int number(AddressGeneration mode) {
        return BY_NUMBER.indexOf(mode);
    }
}
