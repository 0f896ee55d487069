package io.vxplan.lab;

import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.folder.LabRecord.WorkloadRecord;
import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a user calls the places of a lab: a host or server by its name, a workload by its
/// endpoint's, and where that is not clear by `overlay/endpoint`.
final class Places {
    private final SortedMap<String, List<Place>> places = new TreeMap<>();
    private final SortedMap<String, Place> unambiguous = new TreeMap<>();

    Places(LabRecord record) {
        record.hosts().keySet().forEach(host -> add(host, new Place.OnHost(new HostName(host))));
        record.servers().forEach(server -> add(server.name(), new Place.AtServer(server)));
        for (WorkloadRecord workload : record.workloads()) {
            Place place = new Place.InWorkload(workload);
            add(workload.endpoint(), place);
            unambiguous.put(workload.overlay() + "/" + workload.endpoint(), place);
        }
        places.forEach((name, all) -> {
            if (all.size() == 1) {
                unambiguous.put(name, all.getFirst());
            }
        });
    }

    private void add(String name, Place place) {
        places.computeIfAbsent(name, _ -> new ArrayList<>()).add(place);
    }

    Place named(String name) throws LabException {
        Place place = unambiguous.get(name);
        if (place != null) {
            return place;
        }
        if (places.containsKey(name)) {
            throw new LabException(
                    "'" + name + "' could be several things in this lab",
                    "say which of the workloads: overlay/endpoint");
        }
        throw new LabException(
                "there is no host or workload '" + name + "' in this lab",
                "there are " + String.join(", ", places.keySet()));
    }
}
