package io.vxplan.inventory.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.AutoCloseableSupplier;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.InterpretException;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.loader.ResourceNotFoundException;
import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Jinja itself. Its sandbox is not closed, public methods of what it is given can be called: it
/// gets maps, lists, strings, numbers and booleans, and no file.
final class Engine {
    /// Characters.
    private static final long MAX_OUTPUT = 1 << 20;

    private static final int MAX_RANGE = 100_000;

    private static final String FILTER = ExtendedParser.FILTER_PREFIX;
    private static final String TEST = ExtendedParser.EXPTEST_PREFIX;

    /// Once for the program: it takes most of the time that Jinja needs to load.
    private static final Jinjava JINJAVA = jinjava();

    /// For whole files: a line that holds nothing but a tag leaves no empty line behind.
    private static final JinjavaConfig LINES =
            config().withTrimBlocks(true).withLstripBlocks(true).build();

    /// @param error what Jinja says is wrong
    record Result(@Nullable Object value, Optional<String> error) {
        private static final Pattern QUOTED = Pattern.compile("'([^']*)'?");

        /// Jinja says which value it could do nothing with, mostly in quotes, and that may be a
        /// password: there the message ends.
        ///
        /// @param values that it was given
        private Result withoutValues(String template, List<String> values) {
            return new Result(value, error.map(text -> withoutValues(text, template, values)));
        }

        private static String withoutValues(String text, String template, List<String> values) {
            IntStream quoted =
                    QUOTED.matcher(text)
                            .results()
                            .filter(part -> !template.contains(part.group(1)))
                            .mapToInt(MatchResult::start);
            IntStream given =
                    values.stream()
                            .filter(each -> !each.isEmpty() && !template.contains(each))
                            .mapToInt(text::indexOf)
                            .filter(at -> at >= 0);
            OptionalInt first = IntStream.concat(quoted, given).min();
            return first.isPresent() ? text.substring(0, first.getAsInt()) + "a value" : text;
        }
    }

    private Engine() {}

    private static JinjavaConfig.Builder config() {
        return JinjavaConfig.newBuilder()
                .withLegacyOverrides(
                        LegacyOverrides.newBuilder()
                                .withEvaluateMapKeys(true)
                                .withUseNaturalOperatorPrecedence(true)
                                .withIterateOverMapKeys(true)
                                .build())
                // What a variable holds is text, not a template once more.
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(MAX_OUTPUT)
                .withRangeLimit(MAX_RANGE);
    }

    private static Jinjava jinjava() {
        Jinjava jinjava = new Jinjava(config().build());
        jinjava.setResourceLocator((name, _, _) -> {
            throw new ResourceNotFoundException("a template may not include '" + name + "'");
        });
        jinjava.registerFilter(new UndefinedTolerance.Default("default"));
        jinjava.registerFilter(new UndefinedTolerance.Default("d"));
        jinjava.registerExpTest(new UndefinedTolerance.Defined("defined", true));
        jinjava.registerExpTest(new UndefinedTolerance.Defined("undefined", false));
        return jinjava;
    }

    /// @param names gives the value of a name, an [Undefined] where it has none
    static Result evaluate(String template, Function<String, @Nullable Object> names) {
        JinjavaInterpreter interpreter = JINJAVA.newInterpreter();
        return run(
                interpreter,
                template,
                names,
                () -> evaluate(interpreter.parse(template), interpreter));
    }

    /// The same for a file of text.
    ///
    /// @return with a string, or an error
    static Result lines(String template, Function<String, @Nullable Object> names) {
        JinjavaInterpreter interpreter =
                new JinjavaInterpreter(JINJAVA, JINJAVA.getGlobalContextCopy(), LINES);
        return run(
                interpreter,
                template,
                names,
                () -> interpreter.render(interpreter.parse(template)));
    }

    private static Result run(
            JinjavaInterpreter interpreter,
            String template,
            Function<String, @Nullable Object> names,
            Supplier<@Nullable Object> work) {
        List<String> values = new ArrayList<>();
        interpreter
                .getContext()
                .setDynamicVariableResolver(name -> {
                    Object value = names.apply(name);
                    if (value instanceof String text) {
                        values.add(text);
                    }
                    return value;
                });
        return run(interpreter, work).withoutValues(template, values);
    }

    private static Result run(JinjavaInterpreter interpreter, Supplier<@Nullable Object> work) {
        try (AutoCloseableSupplier.AutoCloseableImpl<JinjavaInterpreter> _ =
                JinjavaInterpreter.closeablePushCurrent(interpreter).get()) {
            return new Result(work.get(), error(interpreter));
        } catch (InterpretException e) {
            return new Result(null, Optional.of(oneLine(String.valueOf(e.getMessage()))));
        }
    }

    private static @Nullable Object evaluate(Node tree, JinjavaInterpreter interpreter) {
        boolean single =
                tree.getChildren().size() == 1
                        && tree.getChildren().getFirst() instanceof ExpressionNode;
        return single
                        && tree.getChildren().getFirst().getMaster()
                                instanceof ExpressionToken expression
                ? interpreter.resolveELExpression(expression.getExpr(), expression.getLineNumber())
                : interpreter.render(tree);
    }

    private static Optional<String> error(JinjavaInterpreter interpreter) {
        return interpreter.getErrors().stream()
                .map(TemplateError::getMessage)
                .map(Engine::oneLine)
                .findFirst()
                .or(() -> unknownName(interpreter.getContext()));
    }

    /// Jinja takes a filter or a test that does not exist for one that gives nothing.
    private static Optional<String> unknownName(Context context) {
        for (String name : context.getResolvedValues()) {
            if (name.startsWith(FILTER) && context.getFilter(rest(name, FILTER)) == null) {
                return Optional.of("there is no filter '" + rest(name, FILTER) + "'");
            }
            if (name.startsWith(TEST) && context.getExpTest(rest(name, TEST)) == null) {
                return Optional.of("there is no test '" + rest(name, TEST) + "'");
            }
        }
        return Optional.empty();
    }

    private static String rest(String name, String prefix) {
        return name.substring(prefix.length());
    }

    private static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        // Every token that the grammar would have taken: of no use to anybody.
        return line.replaceFirst(", expected <.*", "");
    }
}
