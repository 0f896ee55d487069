package io.vxplan.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Who takes part and what that means for this host is decided in pure code.
class ArchitectureTest {
    private static final JavaClasses ROUTER =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.vxplan.router");

    @Test
    void decisionsAskNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vxplan.router.overlay..", "io.vxplan.router.peers..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.net..",
                        "java.util.concurrent..",
                        "io.vxplan.host..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(ROUTER);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.vxplan.router.(*)..").should().beFreeOfCycles().check(ROUTER);
    }
}
