package io.vxplan.host;

import io.vxplan.model.HostName;

/// How a host of that name is reached.
@FunctionalInterface
public interface HostOpener {
    Host open(HostName host) throws HostException;
}
