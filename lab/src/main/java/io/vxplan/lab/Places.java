package io.vxplan.lab;

import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a user calls the namespaces of a lab: a host or server by its name, a workload by its
/// endpoint's, and where that is not clear by `overlay/endpoint`.
final class Places {
    private final SortedMap<String, List<String>> namespaces = new TreeMap<>();
    private final SortedMap<String, String> unambiguous = new TreeMap<>();

    Places(LabRecord record) {
        record.hosts().forEach(this::add);
        record.servers().forEach(server -> add(server.name(), server.namespace()));
        for (WorkloadRecord workload : record.workloads()) {
            add(workload.endpoint(), workload.namespace());
            unambiguous.put(workload.overlay() + "/" + workload.endpoint(), workload.namespace());
        }
        namespaces.forEach((name, all) -> {
            if (all.size() == 1) {
                unambiguous.put(name, all.getFirst());
            }
        });
    }

    private void add(String name, String namespace) {
        namespaces.computeIfAbsent(name, _ -> new ArrayList<>()).add(namespace);
    }

    String namespace(String name) throws LabException {
        String namespace = unambiguous.get(name);
        if (namespace != null) {
            return namespace;
        }
        if (namespaces.containsKey(name)) {
            throw new LabException(
                    "'" + name + "' could be several things in this lab",
                    "say which of the workloads: overlay/endpoint");
        }
        throw new LabException(
                "there is no host or workload '" + name + "' in this lab",
                "there are " + String.join(", ", namespaces.keySet()));
    }
}
