package io.vxplan.cli.program;

import java.io.IOException;

/// Lets `apply` come to the same step on every host, holds it there, and kills it.
interface Brake {
    /// Applies undisturbed, and learns the steps from that.
    void rehearse() throws IOException;

    /// How many steps there are at which it can be killed.
    int steps();

    /// Applies, and kills the program with SIGKILL when every host that comes to this step stands
    /// there: what comes before it is done, the step itself is not.
    void killAt(int step) throws IOException;
}
