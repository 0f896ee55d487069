package io.vxplan.inventory.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.HostName;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final Inventory INVENTORY =
            Inventories.of(
                    """
                    web1.example.com:
                      groups: [web, edge]
                      nic: eth0
                      site: 7
                      vni: "{{ base + site }}"
                      base: 1000
                      nets: [10.0.0.0/24, "10.{{ site }}.0.0/24"]
                      nic_of: { lan: "{{ nic }}", wan: eth1 }
                      copy: "{{ nets }}"
                      here: there
                      there: "{{ nics }}"
                      circle: "{{ round }}"
                      round: "{{ circle }}"
                      self: "{{ self }}"
                      literal: !unsafe "{{ nic }}"
                      secret: !vault "abc"
                      nothing: null
                      yes_no: yes
                    db1: { groups: [db], nic: "{{ inventory_hostname }}-nic" }
                    """);
    private static final HostName WEB1 = new HostName("web1.example.com");

    private static Parsed<Node> render(String template) {
        String text = "\"" + template.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        Node node = YamlReader.read(text, "t").root().orElseThrow();
        return new Templates(INVENTORY).render(node, WEB1);
    }

    private static String show(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar.text();
            case Node.Sequence sequence ->
                    sequence.items().stream()
                            .map(TemplatesTest::show)
                            .collect(Collectors.joining(", ", "[", "]"));
            case Node.Mapping mapping ->
                    mapping.entries().stream()
                            .map(entry -> entry.key().text() + ": " + show(entry.value()))
                            .collect(Collectors.joining(", ", "{", "}"));
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ nic }}                                      ! eth0
                    no template                                    ! no template
                    br-{{ nic }}.{{ site }}                        ! br-eth0.7
                    {{ vni }}                                      ! 1007
                    {{ vni + 1 }}                                  ! 1008
                    {{ nets }}                                     ! [10.0.0.0/24, 10.7.0.0/24]
                    {{ copy }}                                     ! [10.0.0.0/24, 10.7.0.0/24]
                    {{ nets[1] }}                                  ! 10.7.0.0/24
                    {{ nets | first }}                             ! 10.0.0.0/24
                    {{ nets | join('+') }}                         ! 10.0.0.0/24+10.7.0.0/24
                    {{ nic_of }}                                   ! {lan: eth0, wan: eth1}
                    {{ nic_of.lan }} {{ nic_of['wan'] }}           ! eth0 eth1
                    {{ nic_of.get('wlan', 'none') }}               ! none
                    {{ nic_of.keys() | sort | join(',') }}         ! lan,wan
                    {% for k, v in nic_of.items() %}{{ k }}={{ v }};{% endfor %} ! lan=eth0;wan=eth1;
                    {{ missing | default('x') }}                   ! x
                    {{ missing | default(1500) - 50 }}             ! 1450
                    {{ (missing | default(1500)) - 50 }}           ! 1450
                    {{ missing.deep.down | default('x') }}         ! x
                    {{ nic_of.wlan | default(nic) }}               ! eth0
                    {{ nic | default('x') }}                       ! eth0
                    {{ '' | default('x', true) }}                  ! x
                    {{ 'a' if missing is defined else 'b' }}       ! b
                    {{ missing if missing is defined else 'b' }}   ! b
                    {{ 'a' if nic is defined else missing }}       ! a
                    {% if missing is undefined %}u{% endif %}      ! u
                    {{ inventory_hostname }}                       ! web1.example.com
                    {{ inventory_hostname_short }}                 ! web1
                    {{ group_names }}                              ! [edge, web]
                    {{ groups['web'] }}                            ! [web1.example.com]
                    {{ 'web' in group_names }}                     ! true
                    {{ 'web' in groups }}                          ! true
                    {{ groups.all | length }}                      ! 2
                    {{ hostvars['db1'].nic }}                      ! db1-nic
                    {{ hostvars['db1']['nic'] }}                   ! db1-nic
                    {{ hostvars[groups['db'][0]].nic }}            ! db1-nic
                    {{ hostvars[inventory_hostname].site }}        ! 7
                    {{ hostvars.db1.inventory_hostname }}          ! db1
                    {{ nothing }}                                  ! null
                    {{ yes_no }}                                   ! true
                    {{ literal }}                                  ! {{ nic }}
                    {{ 'x' ~ site }}                               ! x7
                    {{ '%02d' | format(site) }}                    ! 07
                    {% set n = site * 2 %}{{ n }}                  ! 14
                    """)
    void renders(String template, String expected) {
        Parsed<Node> parsed = render(template.strip());

        assertThat(parsed.problems()).isEmpty();
        assertThat(parsed.value()).map(TemplatesTest::show).contains(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '`',
            textBlock =
                    """
                    {{ nick }}              ! t:1:1: error: 'nick' is undefined; did you mean 'nic'?
                    {{ missing }}           ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    x{{ missing }}y         ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    {{ missing ~ 'x' }}     ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    {{ missing + 1 }}       ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    {{ missing.deep }}      ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    {% if missing %}x{% endif %} ! t:1:1: error: 'missing' is undefined; set it in the inventory, or give it a `default`
                    {{ nic_of.lann }}       ! t:1:1: error: 'nic_of.lann' is undefined; did you mean 'lan'?
                    {{ hostvars['db2'].nic }} ! t:1:1: error: 'hostvars.db2' is undefined; did you mean 'db1'?
                    {{ groups.wep }}        ! t:1:1: error: 'groups.wep' is undefined; did you mean 'web'?
                    {{ ansible_default_ipv4.address }} ! t:1:1: error: 'ansible_default_ipv4' is undefined; vxplan gathers no facts: set the variable in the inventory
                    {{ there }}             ! inventory.yaml:11:10: error: 'nics' is undefined; did you mean 'nic'?
                    {{ circle }}            ! inventory.yaml:12:11: error: variable 'circle' refers to itself: circle -> round -> circle; give one of them a value of its own
                    {{ self }}              ! inventory.yaml:14:9: error: variable 'self' refers to itself: self -> self; give one of them a value of its own
                    {{ secret }}            ! inventory.yaml:16:11: error: the value is encrypted with ansible-vault, and vxplan does not decrypt; give it in plain text, or use an SSH key, the agent and sudo without a password
                    {{ nic                  ! t:1:1: error: bad template: Unclosed token
                    {{ nic }                ! t:1:1: error: bad template: Unclosed token
                    {{ nic | to_nice_yaml }}      ! t:1:1: error: bad template: there is no filter 'to_nice_yaml'
                    x{{ nic | to_nice_yaml }}     ! t:1:1: error: bad template: there is no filter 'to_nice_yaml'
                    {{ nic is odder }}      ! t:1:1: error: bad template: there is no test 'odder'
                    {{ lookup('env', 'X') }} ! t:1:1: error: bad template: Could not resolve function 'lookup'
                    {{ nic | }}             ! t:1:1: error: bad template: Error parsing 'nic |': syntax error at position 7, encountered '}'
                    {% if nic %}            ! t:1:1: error: bad template: Syntax error in '{% if nic %}': Missing end tag: endif for tag defined as: {% if nic %}
                    {% endif %}             ! t:1:1: error: bad template: Missing start tag
                    {% include '/etc/passwd' %} ! t:1:1: error: bad template: a template may not include '/etc/passwd'
                    {{ ''.getClass() }}     ! t:1:1: error: bad template: Cannot find method 'getClass' in class java.lang.String
                    """)
    void saysWhatIsWrong(String template, String message) {
        assertThat(render(template.strip()).problems())
                .extracting(Diagnostic::toString)
                .containsExactly(message.strip());
    }

    /// It may be a password. Jinja likes to quote what it could do nothing with.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ v.x }}",
                "{{ v * 2 }}",
                "{{ 2 - v }}",
                "{{ v() }}",
                "{{ v[9] }}",
                "{{ v.a.b }}",
                "{{ range(v) }}",
                "{% for i in range(v) %}{% endfor %}",
                "{{ v | round }}",
                "{{ v | abs }}",
                "{{ v | slice(v) }}",
                "{{ v | batch(v) }}",
                "{{ v | dictsort(v) }}",
                "{{ v | selectattr(v) }}",
                "{{ v | map(v) }}",
                "{{ v | replace }}",
                "{{ v | add(v) }}",
                "{{ v | format(v) }}",
                "{{ [1] | join(v, v, v) }}",
                "{{ v | fromjson }}",
                "{{ v | strtotime(v) }}",
                "{{ v | regex_replace(v, v) }}",
                "{{ v is divisibleby(v) }}",
                "{% set x = v.y.z %}",
                "{{ v | xmlattr }}",
                "{{ v | unixtimestamp }}"
            })
    void noMessageShowsAValue(String template) {
        for (String value : List.of("h'us(h", "hush hush", "{hush", "[hush")) {
            Inventory inventory =
                    Inventories.of(
                            "web1.example.com: { groups: [web], v: \"%s\" }".formatted(value));
            Node node = YamlReader.read("\"" + template + "\"", "t").root().orElseThrow();
            assertThat(new Templates(inventory).render(node, WEB1).problems().toString())
                    .doesNotContain("hush", "us(h");
        }
    }

    @Test
    void loadsJinjaOnlyWhereThereIsSomethingToRender() {
        Node node = YamlReader.read("plain", "t").root().orElseThrow();

        assertThat(new Templates(INVENTORY).render(node, WEB1).value()).contains(node);
    }

    @Test
    void noTemplateThrows() {
        Random random = new Random(158);
        String[] words =
                "{{ }} {% %} if else endif for in endfor set nic nets nic_of missing hostvars groups . [ ] ( ) | + - * / ~ , : = == 'a' 1 0 default('x') first join() is defined not range(9) items() { }"
                        .split(" ", -1);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder text = new StringBuilder("{{ ");
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            text.append(random.nextBoolean() ? "}}" : "");
            assertThat(render(text.toString())).as(text.toString()).isNotNull();
        }
    }
}
