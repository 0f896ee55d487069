package io.vxplan.discovery.settings;

import io.vxplan.inventory.fields.Environment.Variable;
import java.util.List;
import java.util.stream.Stream;

/// What can be set under `discovery:`, and by which variable.
final class Names {
    static final String STACK_ID = "STACK_ID";
    static final String VNI = "VNI";

    static final List<Variable> OF_STACK = List.of(one(STACK_ID, "stack_id"), one(VNI, "vni"));

    private Names() {}

    private static Variable one(String name, String key) {
        return new Variable(name, key, false);
    }

    static List<String> keys(List<Variable> variables, String... more) {
        return Stream.concat(variables.stream().map(Variable::key), Stream.of(more)).toList();
    }
}
