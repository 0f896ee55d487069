package io.vxplan.inventory.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What may be done with an undefined value: Jinja's own filter and tests know null only.
final class UndefinedTolerance {
    private UndefinedTolerance() {}

    private static @Nullable Object excused(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            undefined.excuse();
            return null;
        }
        return value;
    }

    /// `default(value)`, and `default(value, true)` for what is empty or false as well.
    record Default(String name) implements Filter {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value,
                JinjavaInterpreter interpreter,
                @Nullable Object[] arguments,
                Map<String, Object> named) {
            Object given = excused(value);
            Object otherwise = argument(arguments, 0, named, "default_value");
            Object truthy = argument(arguments, 1, named, "boolean");
            boolean take =
                    ObjectTruthValue.evaluate(truthy)
                            ? ObjectTruthValue.evaluate(given)
                            : given != null;
            return take ? given : otherwise;
        }

        private static @Nullable Object argument(
                @Nullable Object[] arguments, int index, Map<String, Object> named, String name) {
            return index < arguments.length ? arguments[index] : named.get(name);
        }

        @Override
        public @Nullable Object filter(
                @Nullable Object value, JinjavaInterpreter interpreter, String... arguments) {
            return filter(value, interpreter, (Object[]) arguments, Map.of());
        }
    }

    /// `is defined` and `is undefined`.
    record Defined(String name, boolean expected) implements ExpTest {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean evaluate(
                @Nullable Object value, JinjavaInterpreter interpreter, Object... arguments) {
            return (excused(value) != null) == expected;
        }
    }
}
