package io.vxplan.lab;

import java.io.Serial;

/// A lab could not be built, found or used.
public final class LabException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String advice;

    /// @param advice what to do; may be empty
    public LabException(String problem, String advice) {
        super(problem);
        this.advice = advice;
    }

    public LabException(String problem, String advice, Throwable cause) {
        super(problem, cause);
        this.advice = advice;
    }

    public String advice() {
        return advice;
    }
}
