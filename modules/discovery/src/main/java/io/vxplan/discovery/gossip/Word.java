package io.vxplan.discovery.gossip;

import java.util.Locale;
import java.util.Optional;

/// What a message is, and the library's class for what it holds.
enum Word {
    PING("sc/fdetector/ping", "fdetector.PingData"),
    PING_REQUEST("sc/fdetector/pingReq", "fdetector.PingData"),
    PING_ACK("sc/fdetector/pingAck", "fdetector.PingData"),
    SYNC("sc/membership/sync", "membership.SyncData"),
    SYNC_ACK("sc/membership/syncAck", "membership.SyncData"),
    GOSSIP("sc/gossip/req", "gossip.GossipRequest"),
    /// Only within a [#GOSSIP].
    NEWS("sc/membership/gossip", "membership.MembershipRecord"),
    CLAIMS_REQUEST("sc/metadata/req", "metadata.GetMetadataRequest"),
    CLAIMS("sc/metadata/resp", "metadata.GetMetadataResponse"),
    /// Ours: a host says itself that its stacks leave.
    GOODBYE("vxplan/goodbye", "");

    private final String qualifier;
    private final String type;

    Word(String qualifier, String type) {
        this.qualifier = qualifier;
        this.type = type;
    }

    String qualifier() {
        return qualifier;
    }

    /// Empty where it is JSON as it stands.
    Optional<String> type() {
        return Optional.of(type).filter(name -> !name.isEmpty());
    }

    /// As metrics have those that were sent.
    String sent() {
        return lowerCase() + "_sent";
    }

    /// As metrics have those that were heard, and believed.
    String heard() {
        return lowerCase() + "_heard";
    }

    private String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Word> of(String qualifier) {
        for (Word word : values()) {
            if (word.qualifier.equals(qualifier)) {
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }
}
