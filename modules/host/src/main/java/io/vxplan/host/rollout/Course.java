package io.vxplan.host.rollout;

import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// In which batches hosts are changed, and how many of a batch may fail before no other host is
/// begun.
///
/// @param serial sizes of the batches, as parts of all hosts; the last one repeats. None: all hosts
///   are one batch
/// @param maxFail of the hosts of a batch; any number where empty
public record Course(List<Share> serial, Optional<Share> maxFail) {

    /// As the options say it: batches bear no failure unless somebody says so, and where all are of
    /// one size a single host goes before them.
    public static Course of(List<Share> serial, Optional<Share> maxFail) {
        if (serial.isEmpty()) {
            return new Course(serial, maxFail);
        }
        List<Share> sizes = new ArrayList<>(serial);
        if (serial.size() == 1) {
            sizes.addFirst(new Share.Hosts(1));
        }
        return new Course(
                List.copyOf(sizes), Optional.of(maxFail.orElseGet(() -> new Share.Hosts(0))));
    }

    /// Whether there is something to prove between batches.
    public boolean isRolling() {
        return !serial.isEmpty();
    }

    /// @param hosts in the order in which they are to come
    List<Batch> batches(Collection<HostName> hosts) {
        List<List<HostName>> parts = new ArrayList<>();
        List<HostName> left = List.copyOf(hosts);
        while (!left.isEmpty()) {
            int size = Math.min(size(parts.size(), hosts.size()), left.size());
            parts.add(left.subList(0, size));
            left = left.subList(size, left.size());
        }
        List<Batch> batches = new ArrayList<>();
        parts.forEach(part -> batches.add(new Batch(batches.size() + 1, parts.size(), part)));
        return List.copyOf(batches);
    }

    /// A batch that would be no host is one.
    private int size(int batch, int all) {
        return serial.isEmpty()
                ? all
                : Math.max(1, serial.get(Math.min(batch, serial.size() - 1)).of(all));
    }

    /// Whether it may go on with so many failures among the hosts of a batch.
    boolean bears(int failures, int hosts) {
        return maxFail.map(share -> failures <= share.of(hosts)).orElse(true);
    }
}
