package io.vxplan.plan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// What Maven's dependencies can't say: decisions are pure, so that a dry run can't lie.
class ArchitectureTest {
    private static final JavaClasses PLAN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.vxplan.plan");

    @Test
    void planTouchesNothingOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.nio.file..",
                        "java.net..",
                        "java.time..",
                        "java.util.concurrent..",
                        "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(PLAN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.vxplan.plan.(*)..").should().beFreeOfCycles().check(PLAN);
    }
}
