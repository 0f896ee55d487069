package io.vxplan.discovery.peers;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Stacks in few words.
final class Stacks {
    private Stacks() {}

    /// `id vni host_ip vxlan_ip networks`, where a `-` leaves something out; networks with commas.
    static Stack parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+", -1));
        IpAddress host = IpAddress.parse(words.get(2));
        return new Stack(
                words.get(0),
                new Vni(Integer.parseInt(words.get(1))),
                host,
                new Stack.Endpoint(host, 4789),
                Optional.of(words.get(3)).filter(word -> !word.equals("-")).map(IpAddress::parse),
                Arrays.stream(words.get(4).split(",", -1))
                        .filter(word -> !word.equals("-"))
                        .map(Prefix::parse)
                        .toList(),
                Optional.empty());
    }

    static String text(Stack stack) {
        return "%s %s %s".formatted(stack.id(), stack.vni(), stack.hostIp());
    }
}
