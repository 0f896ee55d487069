/// The provider `vagrant`: hosts are virtual machines, each with a kernel and a systemd of its own.
@NullMarked
package io.vxplan.lab.vagrant;

import org.jspecify.annotations.NullMarked;
