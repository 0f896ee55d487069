package io.vxplan.host.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vxplan.model.HostName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseTest {
    /// Without a list all hosts are one batch; a single size has a canary of one host before it.
    @ParameterizedTest(name = "--serial {0} of {1} hosts: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | 0  | ''",
                "''         | 3  | 3",
                "1          | 0  | ''",
                "1          | 3  | 1 1 1",
                "2          | 1  | 1",
                "2          | 2  | 1 1",
                "2          | 6  | 1 2 2 1",
                "25%        | 8  | 1 2 2 2 1",
                "25%        | 3  | 1 1 1",
                "100%       | 5  | 1 4",
                "1%         | 3  | 1 1 1",
                "1,10%,25%  | 20 | 1 2 5 5 5 2",
                "1,10%,25%  | 1  | 1",
                "5,1        | 8  | 5 1 1 1",
                "50%,50%    | 5  | 2 2 1",
                "3,100%     | 9  | 3 6",
            })
    void batches(String serial, int hosts, String sizes) {
        List<HostName> names =
                IntStream.range(0, hosts)
                        .mapToObj(i -> new HostName("h%03d".formatted(i)))
                        .toList();

        List<Batch> batches = Course.of(shares(serial), Optional.empty()).batches(names);

        assertThat(batches.stream().map(batch -> batch.hosts().size()))
                .isEqualTo(
                        Arrays.stream(sizes.split(" "))
                                .filter(size -> !size.isEmpty())
                                .map(Integer::valueOf)
                                .toList());
        assertThat(batches.stream().flatMap(batch -> batch.hosts().stream())).isEqualTo(names);
        assertThat(batches).allMatch(batch -> batch.of() == batches.size());
        assertThat(batches.stream().map(Batch::number))
                .isEqualTo(IntStream.rangeClosed(1, batches.size()).boxed().toList());
    }

    /// A part of a host is none: 10% of nine hosts bears no failure.
    @ParameterizedTest(name = "--serial {0} --max-fail {1}: of {2} hosts {3} may fail")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''  | -    | 10 | 10",
                "''  | 2    | 10 | 2",
                "''  | 30%  | 10 | 3",
                "5   | -    | 10 | 0",
                "5   | 10%  | 9  | 0",
                "5   | 10%  | 10 | 1",
                "5   | 10%  | 19 | 1",
                "5   | 1    | 1  | 1",
                "5   | 10%  | 1  | 0",
                "5   | 100% | 7  | 7",
                "5   | 0%   | 50 | 0",
            })
    void failuresThatAreBorne(String serial, String maxFail, int hosts, int may) {
        Course course =
                Course.of(
                        shares(serial),
                        Optional.ofNullable(maxFail).map(CourseTest::shares).map(List::getFirst));

        for (int failures = 0; failures <= hosts; failures++) {
            assertThat(course.bears(failures, hosts)).as("%d", failures).isEqualTo(failures <= may);
        }
    }

    @Test
    void sharesAreOfAWhole() {
        assertThatThrownBy(() -> new Share.Percent(101)).hasMessage("no part of a whole: 101%");
        assertThatThrownBy(() -> new Share.Hosts(-1)).hasMessage("less than no host: -1");
    }

    private static List<Share> shares(String text) {
        return Arrays.stream(text.split(","))
                .filter(share -> !share.isEmpty())
                .<Share>map(share ->
                        share.endsWith("%")
                                ? new Share.Percent(Integer.parseInt(share.replace("%", "")))
                                : new Share.Hosts(Integer.parseInt(share)))
                .toList();
    }
}
