package io.crossim.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release is whole: each module says what it is, and the bill of materials has each module. */
class ReleaseTest {

  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<groupId>io\\.crossim</groupId>\\s*<artifactId>(cim-.+?)</artifactId>");
  private static final Pattern VERSION =
      Pattern.compile("<artifactId>cim(-bom)?</artifactId>\\s*<version>(.+?)</version>");
  private static final Pattern NAME = Pattern.compile("<module\\.name>(.+?)</module\\.name>");

  @Test
  void theBillOfMaterialsListsEveryModuleThatIsPublished() throws IOException {
    String bom = pom("cim-bom");
    String managed = bom.substring(bom.indexOf("<dependencyManagement>"));
    assertThat(all(ARTIFACT, managed)).containsExactlyElementsOf(published());
    assertThat(version(bom)).isEqualTo(version(pom(".")));
  }

  @Test
  void everyModuleHasANameAndADescriptionAndAModuleNameOfItsOwn() throws IOException {
    List<String> names = new ArrayList<>();
    for (String module : published()) {
      assertThat(pom(module)).contains("<name>" + module + "</name>", "<description>");
      names.addAll(all(NAME, pom(module)));
    }
    assertThat(names).hasSameSizeAs(published()).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("io\\.crossim(\\.[a-z]+)+"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cim",
        "cim-local-cluster/src/main/java/io/crossim/cluster/CimJars.java",
        "cim-benchmark/src/main/java/io/crossim/benchmark/report/SourceTree.java",
        "cim-integration-test/src/test/java/io/crossim/it/LauncherTest.java",
        "deploy/helm/cim/Chart.yaml",
        "doc/sdk.md"
      })
  void whatNamesTheVersionNamesThatOfThePoms(String file) throws IOException {
    assertThat(Page.ROOT.resolve(file)).content().contains(version(pom(".")));
  }

  private static List<String> published() throws IOException {
    List<String> modules = new ArrayList<>();
    for (String module : all(MODULE, pom("."))) {
      if (!module.equals("cim-bom") && !pom(module).contains("<maven.deploy.skip>true<")) {
        modules.add(module);
      }
    }
    assertThat(modules).hasSizeGreaterThan(10);
    return modules;
  }

  private static String version(String pom) {
    Matcher version = VERSION.matcher(pom);
    assertThat(version.find()).isTrue();
    return version.group(2);
  }

  private static String pom(String module) throws IOException {
    return Files.readString(Page.ROOT.resolve(module).resolve("pom.xml"));
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).toList();
  }
}
