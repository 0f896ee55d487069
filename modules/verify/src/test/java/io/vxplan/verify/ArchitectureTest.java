package io.vxplan.verify;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What is checked and what an answer means is decided in pure code; only [Verifier] and [NextHops]
/// ask anybody.
class ArchitectureTest {
    private static final JavaClasses VERIFY =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.vxplan.verify");

    @Test
    void decisionsAskNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vxplan.verify.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..", "java.net..", "java.util.concurrent..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vxplan.host.rollout.Fleet")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.vxplan.host.Host")
                .check(VERIFY);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.vxplan.verify.(*)..").should().beFreeOfCycles().check(VERIFY);
    }
}
