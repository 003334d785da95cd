package io.crossim.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

  private static final JavaClasses CIM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPackages("io.crossim");

  /**
   * Who may speak to a terminal: the console's writer, the cluster's and the benchmark's printers.
   */
  private static final Set<String> WRITERS =
      Set.of(
          "io.crossim.cluster.ClusterPrinter",
          "io.crossim.client.screen.PipeDevice",
          "io.crossim.benchmark.result.Output");

  @Test
  void everyRoomWasFound() {
    Set<Room> found =
        CIM.stream()
            .flatMap(type -> Room.of(type.getPackageName()).stream())
            .collect(Collectors.toSet());
    assertThat(found).containsExactlyInAnyOrder(Room.values());
  }

  @Test
  void everyClassLivesInARoom() {
    assertThat(CIM)
        .filteredOn(type -> Room.of(type.getPackageName()).isEmpty())
        .extracting(JavaClass::getName)
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void arrowsPointAsDrawn(Room room) {
    classes()
        .that(
            describe(
                "are in " + room, type -> Room.of(type.getPackageName()).equals(Optional.of(room))))
        .should(knowOnlyWhatIsAllowed(room))
        .allowEmptyShould(true)
        .check(CIM);
  }

  @Test
  void noPackagesKnowEachOtherInACircle() {
    slices().matching("io.crossim.(**)").should().beFreeOfCycles().check(CIM);
  }

  @Test
  void springStaysOutOfTheLibraries() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.crossim.common..",
            "io.crossim.metastore..",
            "io.crossim.sdk..",
            "io.crossim.route.api..",
            "io.crossim.server.api..",
            "io.crossim.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(CIM);
  }

  @Test
  void onlyTheWritersTouchTheTerminal() {
    noClasses()
        .that(describe("are no writers", type -> !WRITERS.contains(type.getName())))
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(CIM);
  }

  @Test
  void oneLoggingApi() {
    GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(CIM);
  }

  @Test
  void dependenciesComeThroughConstructors() {
    GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.check(CIM);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked =
        CIM.stream()
            .map(JavaClass::getPackage)
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(each -> each.getName())
            .collect(Collectors.toSet());
    assertThat(unmarked).isEmpty();
  }

  private static ArchCondition<JavaClass> knowOnlyWhatIsAllowed(Room room) {
    return new ArchCondition<>("know only the rooms below") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
          Optional<Room> target = Room.of(dependency.getTargetClass().getPackageName());
          if (target.isPresent() && !room.mayKnow(target.get())) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }
}
