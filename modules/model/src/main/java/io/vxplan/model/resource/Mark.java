package io.vxplan.model.resource;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose a link is: the text vxplan writes as a link's `ifalias` once the link is finished.
///
/// The kernel ignores `ifalias` in the message that creates a link, but takes the link group. So a
/// link with [#LINK_GROUP] and no alias is ours and unfinished.
public record Mark(String topology, String overlay) {
    /// The link group of every link that vxplan creates.
    public static final int LINK_GROUP = 158;

    /// The protocol number (`rtm_protocol`, `NDA_PROTOCOL`) of every route and neighbour that
    /// vxplan creates.
    public static final int PROTOCOL = 158;

    /// The path cost of every bridge port that vxplan makes: a mark on an interface that is not
    /// ours, which goes when the interface leaves the bridge. The kernel's own costs are 2, 4, 19,
    /// 100, or come from the speed.
    public static final int PORT_COST = 158;

    private static final Pattern TEXT = Pattern.compile("vxplan:([^/]+)/([^/]+)");

    /// Reads what [#toString] says; empty for every other text.
    public static Optional<Mark> parse(String alias) {
        Matcher matcher = TEXT.matcher(alias);
        return matcher.matches()
                ? Optional.of(new Mark(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "vxplan:" + topology + "/" + overlay;
    }
}
