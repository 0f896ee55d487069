package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Problems;
import io.vxplan.model.Located;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Lists that have at most one of each family.
final class Addresses {
    private Addresses() {}

    static boolean onePerFamily(List<Located<IpAddress>> addresses, String of, Problems problems) {
        return onePerFamily(addresses, "address", of, IpAddress::family, problems);
    }

    static boolean oneSubnetPerFamily(List<Located<Prefix>> subnets, String of, Problems problems) {
        return onePerFamily(subnets, "subnet", of, Prefix::family, problems);
    }

    private static <T> boolean onePerFamily(
            List<Located<T>> list,
            String noun,
            String of,
            Function<T, Family> family,
            Problems problems) {
        Set<Family> seen = EnumSet.noneOf(Family.class);
        for (Located<T> item : list) {
            if (!seen.add(family.apply(item.value()))) {
                problems.error(
                        item.at(),
                        "%s has a second %s %s, %s"
                                .formatted(of, family.apply(item.value()), noun, item),
                        "it can have one of each family");
                return false;
            }
        }
        return true;
    }
}
