package io.vxplan.doctor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What is asked and what an answer means is decided in pure code; only [Doctor] and what stands
/// beside it ask anybody.
class ArchitectureTest {
    private static final JavaClasses DOCTOR =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.vxplan.doctor");

    @Test
    void decisionsAskNobody() {
        noClasses()
                .that()
                .resideInAnyPackage("io.vxplan.doctor.*..")
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
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(DOCTOR);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.vxplan.doctor.(*)..").should().beFreeOfCycles().check(DOCTOR);
    }
}
