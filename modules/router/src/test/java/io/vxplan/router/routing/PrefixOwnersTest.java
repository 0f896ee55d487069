package io.vxplan.router.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.Family;
import io.vxplan.model.IpAddress;
import io.vxplan.model.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixOwnersTest {
    /// Compared with looking at every one.
    @Test
    void findsEveryOverlap() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            PrefixOwners owners = new PrefixOwners();
            List<Prefix> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                Prefix prefix = prefix(random);
                boolean overlaps = all.stream().anyMatch(prefix::overlaps);

                assertThat(owners.overlapping(prefix).isPresent())
                        .as("%s in %s", prefix, all)
                        .isEqualTo(overlaps);
                if (!overlaps) {
                    owners.add(prefix, "x");
                    all.add(prefix);
                }
            }
        }
    }

    private static Prefix prefix(Random random) {
        IpAddress address =
                random.nextBoolean()
                        ? new IpAddress(
                                Family.IPV4, 0, random.nextInt(1 << 12) * 0x10_0001L & 0xffff_ffffL)
                        : new IpAddress(Family.IPV6, random.nextInt(64), 0);
        int length = random.nextInt(address.family().bits() + 1);
        return Prefix.containing(address, length);
    }
}
