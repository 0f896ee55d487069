package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.inventory.yaml.Node;
import java.util.Optional;

/// `membership`: who takes part. What is discovered while the network runs is not there yet.
record MembershipReader(Problems problems) {

    void read(Fields overlay) {
        Optional<Node> node = overlay.node("membership");
        node.filter(MembershipReader::isDiscovered)
                .ifPresentOrElse(
                        found ->
                                problems.error(
                                        found.at(),
                                        "discovered membership is not there yet in this version",
                                        "name the hosts with `hosts`, and leave `membership` out"),
                        () -> overlay.get("membership", Kinds.MEMBERSHIP));
    }

    private static boolean isDiscovered(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text().equals("discovered");
            case Node.Mapping mapping -> mapping.get("discovered").isPresent();
            case Node.Sequence _ -> false;
        };
    }
}
