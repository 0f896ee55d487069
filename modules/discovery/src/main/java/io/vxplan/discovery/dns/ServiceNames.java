package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.MacAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/// The names below a domain, all of them derived: who knows a stack's id and VNI knows its names.
record ServiceNames(Name domain) {
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");
    private static final int MAX_SLUG = 36;

    static ServiceNames of(String domain) {
        return new ServiceNames(name(domain));
    }

    /// @throws IllegalArgumentException with a message for the user
    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no domain name", e);
        }
    }

    /// Where DNS-SD lists the kinds of services.
    Name services() {
        return below("_services._dns-sd._udp");
    }

    /// Where all stacks are: an SRV record for each, as in the seed, and a PTR record.
    Name service() {
        return below("_docker-router._udp");
    }

    /// Where a stack's own SRV and TXT records are.
    Name instance(Stack.Key stack) {
        return below(label(stack) + "._docker-router._udp");
    }

    /// What the SRV records point to. A host name: BIND refuses addresses at names with an
    /// underscore. One for each stack, in a branch of its own, so that it is never that of a
    /// machine that has nothing to do with us.
    Name target(Stack.Key stack) {
        return below(label(stack) + ".docker-router");
    }

    private Name below(String labels) {
        return name(labels + "." + domain);
    }

    /// The VNI is in it, as one stack may be in several overlays. Names in DNS know no case, and
    /// those of hosts few characters: ids that don't fit get a hash. Who has which name stands in
    /// the TXT record, so two that had the same would be a conflict, and are not mixed up.
    private static String label(Stack.Key stack) {
        return word(stack.id()) + "-" + stack.vni();
    }

    private static String word(String id) {
        if (PLAIN.matcher(id).matches()) {
            return id;
        }
        String slug = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String hash = MacAddress.derived("stack", id).toString().replace(":", "");
        return ("x" + slug).substring(0, Math.min(MAX_SLUG, slug.length() + 1)) + "-" + hash;
    }
}
