/// Tables of nftables, read and changed by `nft`: here and remotely alike.
@NullMarked
package io.vxplan.host.nftables;

import org.jspecify.annotations.NullMarked;
