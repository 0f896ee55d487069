package io.vxplan.discovery.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private final List<String> refused = new ArrayList<>();
    private final Registry registry =
            new Registry("/p/", (key, why) -> refused.add(key + ": " + why));

    private static Item item(String key, String value, long revision) {
        return new Item("/p/" + key, Optional.of(value), 7, revision);
    }

    private static Item gone(String key, long revision) {
        return new Item("/p/" + key, Optional.empty(), 0, revision);
    }

    @Test
    void whatTheReadingHasAlreadyIsNoNews() {
        registry.replace(List.of(item("a/vni", "7", 5)), 9);

        assertThat(registry.apply(List.of(gone("a/vni", 8)))).isEmpty();
        assertThat(registry.names()).containsExactly("a");
        assertThat(registry.apply(List.of(gone("a/vni", 10)))).containsExactly("a");
        assertThat(registry.names()).isEmpty();
    }

    @Test
    void ownWritingsOvertakeTheWatch() {
        registry.apply(List.of(item("a/vni", "8", 12)));

        registry.apply(List.of(item("a/vni", "7", 10), gone("a/vni", 11)));

        assertThat(registry.folder("a").field("vni").flatMap(Item::value)).contains("8");
    }

    @Test
    void aReadingNamesWhatIsGone() {
        registry.replace(List.of(item("a/vni", "7", 5), item("b/vni", "7", 6)), 6);

        assertThat(registry.replace(List.of(item("c/vni", "7", 8)), 8))
                .containsExactly("a", "b", "c");
        assertThat(registry.names()).containsExactly("c");
    }

    @Test
    void whatIsNoKeyOfAStackIsRefused() {
        registry.apply(List.of(item("vni", "7", 2), item("/vni", "7", 2), item("a/b/vni", "7", 2)));

        assertThat(registry.names()).isEmpty();
        assertThat(refused).hasSize(3);
        assertThat(registry.apply(List.of(gone("a/b/vni", 3)))).isEmpty();
        assertThat(refused).hasSize(3);
    }

    @Test
    void aFloodDoesNotDriveOutWhoWasThere() {
        List<Item> items = new ArrayList<>();
        items.add(item("z/vni", "7", 2));
        registry.replace(items, 2);
        for (int i = 0; i < Registry.MAX_FOLDERS; i++) {
            items.addFirst(item("a" + i + "/vni", "7", 3));
        }

        registry.replace(items, 3);

        assertThat(registry.names()).hasSize(Registry.MAX_FOLDERS).contains("z");
        assertThat(refused).hasSize(1);
    }
}
