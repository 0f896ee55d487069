package io.vxplan.inventory.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/// Makes valid topologies of hosts h1 to h4 (which are `Inventories.numbered(4)`), with every key
/// of the schema now and then.
public final class RandomTopology {
    public static final int HOSTS = 4;

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private boolean discovered;

    public RandomTopology(long seed) {
        random = new Random(seed);
    }

    public String text() {
        lines.add("version: 1");
        lines.add("name: " + pick("demo", "Demo-1.x", "d", "\"{{ 'made' }}\""));
        maybe("underlay: { mtu: " + pick("1500", "9000", "\"{{ 1500 }}\"") + " }");
        maybe("underlay:");
        maybe("defaults: { port: " + pick("4789", "8472") + ", ttl: " + pick("auto", "64") + " }");
        maybe("persistence: " + pick("none", "unit", "networkd", "\"{{ 'unit' }}\""));
        discovery();
        lines.add("overlays:");
        int count = 1 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            overlay(i);
        }
        return String.join("\n", lines) + "\n";
    }

    private void discovery() {
        if (random.nextBoolean()) {
            return;
        }
        lines.add("discovery:");
        lines.add("  prod:");
        lines.add("    mode: " + pick("multicast", "\"{{ 'multi' }}cast\"", "gossip"));
        maybe("    multicast_group: " + pick("239.1.1.2", "ff05::158", "\"{{ '239.1.1.3' }}\""));
        maybe("    port: " + pick("4791", "\"{{ 4790 + 2 }}\""));
        maybe("    announce_interval: " + pick("5s", "10", "500ms", "\"7\""));
        maybe("    peer_timeout: " + pick("2m", "60", "1h"));
        maybe("    log_level: debug");
        lines.add("  other:");
        lines.add("    mode: etcd");
        lines.add(
                "    etcd_endpoints: "
                        + pick("[\"198.18.0.9:2379\", \"https://e:2379\"]", "198.18.0.9:2379"));
        maybe("    etcd_prefix: /demo");
        maybe("    lease_ttl: 20s");
        discovered = true;
    }

    /// Templates are fine, as everywhere.
    private String membership() {
        return "{ discovered: " + pick("prod", "other", "\"{{ 'prod' }}\"") + " }";
    }

    private void overlay(int index) {
        boolean bridged = random.nextBoolean();
        boolean found = discovered && !bridged && random.nextBoolean();
        boolean dual = !found && random.nextBoolean();
        lines.add("  " + pick("blue", "a-rather-long-name-") + index + ":");
        lines.add("    vni: " + pick("100" + index, "\"{{ 100" + index + " }}\""));
        lines.add("    subnets: " + subnets(index, dual));
        lines.add("    mode: " + (bridged ? "bridged" : "routed"));
        maybe("    hosts: " + pick("all", "\"h1:h2:h3\"", "\"all:!h4\"", "\"h*:!h4\""));
        maybe("    port: " + pick("1", "65535"));
        maybe("    ttl: " + pick("auto", "1", "255"));
        maybe("    mtu: " + pick("auto", "1280", "\"{{ 1400 }}\""));
        maybe("    learning: " + pick("auto", "on", "off", "true", "\"{{ 'off' }}\""));
        maybe("    forwarding: " + pick("auto", "on", "off", "false"));
        maybe("    firewall: " + pick("none", "peers"));
        lines.add("    membership: " + (found ? membership() : "static"));
        maybe("    device: " + pick("vx-" + index, "\"vx{{ inventory_hostname }}-" + index + "\""));
        maybe(
                "    flooding: "
                        + pick(
                                "replicate",
                                "static",
                                found
                                        ? "replicate"
                                        : "{ group: 239.1.2.3, device: \"{{ 'eth0' }}\" }"));
        if (bridged) {
            maybe("    bridge: br-" + index);
            maybe("    address: " + pick("auto", "none"));
            maybe("    endpoints: { web" + index + ": " + endpoint("10." + index + ".0.9") + " }");
        } else {
            networks(index, dual, found);
            maybe("    members: { h2: " + member(index, dual) + ", h3: {} }");
        }
    }

    private static String subnets(int index, boolean dual) {
        String ipv4 = "10." + index + ".0.0/24";
        return dual ? "[" + ipv4 + ", \"fd00:" + index + "::/64\"]" : ipv4;
    }

    private void networks(int index, boolean dual, boolean found) {
        if (random.nextBoolean()) {
            return;
        }
        String network = "172." + (16 + index) + ".";
        lines.add("    networks:");
        lines.add("      " + network + "0.0/24: { behind: h1, gateway: " + network + "0.7 }");
        maybe(
                "      "
                        + network
                        + "1.0/24: { behind: "
                        + (found ? "h2" : "[h2, h3]")
                        + ", device: br-app }");
        if (dual) {
            maybe("      \"fd01:" + index + "::/64\": { behind: [h1] }");
        }
        maybe("    endpoints: { app" + index + ": " + endpoint(network + "0.10") + " }");
    }

    private String endpoint(String address) {
        StringJoiner fields = new StringJoiner(", ", "{ ", " }");
        fields.add("host: h1").add("address: " + pick(address, "[" + address + "]"));
        if (random.nextBoolean()) {
            fields.add("mac: \"02:00:00:00:00:0a\"").add("device: tap" + random.nextInt(100));
        }
        return fields.toString();
    }

    private String member(int index, boolean dual) {
        StringJoiner fields = new StringJoiner(", ", "{ ", " }");
        String ipv4 = "10." + index + ".0.77";
        fields.add("address: " + (dual ? "[" + ipv4 + ", \"fd00:" + index + "::77\"]" : ipv4));
        if (random.nextBoolean()) {
            fields.add("underlay: 198.18.9.9").add("mtu: 1300");
            fields.add("mac: 02:00:00:00:00:0b").add("device: vxm" + index);
        }
        return fields.toString();
    }

    private void maybe(String line) {
        String key = line.substring(0, line.indexOf(':') + 1);
        boolean first = lines.stream().noneMatch(other -> other.startsWith(key) && top(key));
        if (random.nextInt(3) == 0 && first) {
            lines.add(line);
        }
    }

    private static boolean top(String key) {
        return !key.startsWith(" ");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
