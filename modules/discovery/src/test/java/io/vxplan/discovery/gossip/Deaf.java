package io.vxplan.discovery.gossip;

import io.vxplan.discovery.Discovery.Listener;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;

/// For tests of what comes before anybody is told.
final class Deaf implements Listener {
    @Override
    public void heard(Stack stack) {}

    @Override
    public void left(Stack.Key stack, IpAddress host) {}

    @Override
    public void refused(String from, String why) {}
}
