package io.vxplan.model.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.address.PrefixOwners.Owned;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixOwnersTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    /// Compared with looking at every one.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsWhatLookingAtEveryOneFinds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            PrefixOwners owners = new PrefixOwners();
            List<Owned> all = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                if (!all.isEmpty() && random.nextInt(4) == 0) {
                    owners.remove(all.remove(random.nextInt(all.size())).prefix());
                } else {
                    add(owners, all, prefix(random), NAMES.get(random.nextInt(NAMES.size())));
                }
                compare(owners, all, prefix(random), seed);
            }
        }
    }

    private static void add(PrefixOwners owners, List<Owned> all, Prefix prefix, String owner) {
        List<Owned> others =
                overlapping(all, prefix).filter(owned -> !owned.owner().equals(owner)).toList();
        if (others.isEmpty()) {
            owners.add(prefix, owner);
            Owned added = new Owned(prefix, owner);
            all.remove(added);
            all.add(added);
        } else {
            assertThatThrownBy(() -> owners.add(prefix, owner))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(prefix + " overlaps ");
        }
    }

    private static void compare(PrefixOwners owners, List<Owned> all, Prefix prefix, long seed) {
        String what = "%s in %s, seed %d".formatted(prefix, all, seed);
        List<Owned> overlapping = overlapping(all, prefix).toList();
        isOneOf(overlapping, owners.overlapping(prefix).stream().toList(), what);
        for (String name : NAMES) {
            isOneOf(
                    overlapping.stream().filter(owned -> !owned.owner().equals(name)).toList(),
                    owners.ofOthers(prefix, name).stream().toList(),
                    what);
        }
        IpAddress address = prefix.last();
        isOneOf(
                all.stream().filter(owned -> owned.prefix().contains(address)).toList(),
                owners.holding(address).stream().toList(),
                what);
    }

    private static Stream<Owned> overlapping(List<Owned> all, Prefix prefix) {
        return all.stream().filter(owned -> owned.prefix().overlaps(prefix));
    }

    private static void isOneOf(List<Owned> expected, List<Owned> found, String what) {
        assertThat(expected).as(what).containsAll(found);
        assertThat(found.isEmpty()).as(what).isEqualTo(expected.isEmpty());
    }

    /// Few addresses, at both ends of the range, so that many overlap.
    private static Prefix prefix(Random random) {
        IpAddress address =
                random.nextBoolean()
                        ? new IpAddress(
                                Family.IPV4, 0, random.nextInt(1 << 12) * 0x10_0001L & 0xffff_ffffL)
                        : new IpAddress(
                                Family.IPV6,
                                -random.nextInt(2) ^ random.nextInt(64),
                                -random.nextInt(2));
        return Prefix.containing(address, random.nextInt(address.family().bits() + 1));
    }
}
