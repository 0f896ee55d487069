package io.vxplan.verify.result;

import io.vxplan.verify.check.Check;

/// A check and what became of it.
public record Result<C extends Check>(C check, Verdict verdict) {
    public boolean isFailure() {
        return verdict.isFailure();
    }
}
