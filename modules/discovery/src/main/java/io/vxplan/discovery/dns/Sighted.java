package io.vxplan.discovery.dns;

import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;

/// A stack that stands in DNS, alive or not.
record Sighted(TXTRecord txt, Announcement announcement) {
    Name instance() {
        return txt.getName();
    }
}
