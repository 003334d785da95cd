package io.crossim.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What two people do with the page. */
class ChatPageTest extends BrowserTest {

  @Test
  void twoPeopleWriteInPrivate() {
    try (Visitor ann = visitor().createAccount("ann 1");
        Visitor ben = visitor().createAccount("ben 1")) {
      ann.writeTo("ben 1").say("hello :smile:");
      assertThat(ben.conversation("ann 1").locator(".badge")).containsText("1");
      ben.open("ann 1");
      assertThat(ben.messages()).hasText("hello 😄");
      assertThat(ann.page().locator(".meta").last()).containsText("Read");

      ben.field().pressSequentially("hi");
      assertThat(ann.page().locator(".subtitle")).hasText("ben 1 is typing…");
      ben.field().press("Enter");
      assertThat(ann.messages().last()).hasText("hi");

      ben.field().press("ArrowUp");
      assertThat(ben.field()).hasValue("hi");
      ben.say("hi ann");
      assertThat(ann.messages().last()).hasText("hi ann");
      assertThat(ann.page().locator(".edited")).hasCount(1);

      ann.lastMenu();
      ann.page().keyboard().press("Enter");
      assertThat(ben.page().locator(".reactions")).containsText("👍");

      ben.lastMenu();
      ben.page().locator("[role='menuitem'].recall").click();
      assertThat(ann.page().locator(".recalled")).hasCount(1);
      assertNoComplaints(ann, ben);
    }
  }

  @Test
  void aGroupIsMadeReadAndLeft() {
    try (Visitor ann = visitor().createAccount("ann 2");
        Visitor ben = visitor().createAccount("ben 2")) {
      ann.makeGroup("climbers", "ben 2").say("who comes? @ben 2");
      Locator group = ben.conversation("climbers");
      assertThat(group.locator(".badge.at")).hasCount(1);
      ben.open("climbers");
      assertThat(ben.page().locator(".mentions-me .mention")).hasText("@ben 2");
      assertThat(ann.page().locator(".meta").last()).containsText("Read by 1");

      ben.page().locator("main header button").last().click();
      assertThat(ben.page().locator(".details .person")).hasCount(2);
      ben.page().locator(".details .commands .danger").first().click();
      ben.page().locator("dialog .danger").click();
      assertThat(group).hasCount(0);
      assertThat(ann.page().locator(".happened").last()).hasText("ben 2 left");
      assertNoComplaints(ann, ben);
    }
  }

  @Test
  void everyoneHearsAndNothingOfItRuns() {
    try (Visitor ann = visitor().createAccount("<img src=x onerror=alert(1)>");
        Visitor ben = visitor().createAccount("ben 3")) {
      String text = "<script>alert(2)</script> javascript:alert(3) https://example.org/\"onx=1";
      ben.openEveryone();
      ann.openEveryone().say(text);
      assertThat(ben.messages().last()).hasText(text);
      assertThat(ben.page().locator(".sender").last()).hasText("<img src=x onerror=alert(1)>");
      assertThat(ben.page().locator(".bubble a").last().getAttribute("href"))
          .isEqualTo("https://example.org/");
      assertThat(ben.page().locator("main img, main script")).hasCount(0);
      assertNoComplaints(ann, ben);
    }
  }

  @Test
  void aReloadLosesNeitherTheUserNorTheirDraft() {
    try (Visitor ann = visitor().createAccount("ann 4")) {
      ann.openEveryone().field().fill("half a sen");
      ann.page().reload();
      ann.conversations().first().waitFor();
      ann.openEveryone();
      assertThat(ann.field()).hasValue("half a sen");
      assertNoComplaints(ann);
    }
  }

  @Test
  void twoTabsAreOneDevice() {
    try (Visitor ann = visitor().createAccount("ann 5");
        Visitor ben = visitor().createAccount("ben 5")) {
      Page second = ann.newTab();
      second.locator("#name").fill("ann 5");
      second.locator(".choices button").first().click();
      second.locator(".conversation-entry").first().waitFor();

      ben.writeTo("ann 5").say("to both");
      Locator inSecond = Visitor.conversation(second, "ben 5");
      assertThat(inSecond).containsText("to both");
      assertThat(ann.conversation("ben 5")).containsText("to both");

      ann.page().close();
      ben.say("to the one that is left");
      assertThat(inSecond).containsText("to the one that is left");
      inSecond.click();
      assertThat(second.locator(".message .text")).hasCount(2);
      assertNoComplaints(ann, ben);
    }
  }

  @Test
  void aServerThatDiesTakesNothingWithIt() {
    try (Visitor ann = visitor().createAccount("ann 6");
        Visitor ben = visitor().createAccount("ben 6")) {
      ann.writeTo("ben 6").say("before");
      ben.conversation("ann 6").waitFor();
      ben.open("ann 6");
      assertThat(ben.messages()).hasCount(1);

      cim().kill();
      assertThat(ann.page().locator(".banner")).containsText("Connection lost");
      ann.say("while it was away");
      assertThat(ann.page().locator(".meta").last()).containsText("Sending");
      cim().start();

      assertThat(ben.messages()).hasCount(2);
      assertThat(ben.messages().last()).hasText("while it was away");
      assertThat(ann.page().locator(".meta").last())
          .containsText(Pattern.compile("Sent|Delivered|Read"));
      assertThat(ann.page().locator(".banner")).hasCount(0);
      assertThat(ann.messages()).hasCount(2);
      assertNoComplaints(ann, ben);
    }
  }

  @Test
  void aNameThatNobodyHasMakesNoAccount() {
    try (Visitor ann = visitor()) {
      ann.page().locator("#name").fill("misspelt");
      ann.page().locator(".choices button").first().click();
      assertThat(ann.page().locator(".problem"))
          .hasText("There is no account with this name. Check the spelling, or create it.");
      assertThat(ann.page().locator("#name")).isFocused();
      ann.createAccount("spelt right");
      ann.page().locator(".sidebar header button").last().click();
      ann.page().locator("dialog button").filter(with("Sign out")).first().click();
      ann.signIn("spelt right");
      assertNoComplaints(ann);
    }
  }

  @Test
  void whatThisBrowserKeepsIsFoundAndErased() {
    try (Visitor ann = visitor().createAccount("ann 8");
        Visitor ben = visitor().createAccount("ben 8")) {
      ann.writeTo("ben 8").say("周日去爬山 on Sunday");
      ann.page().keyboard().press("Control+k");
      ann.page().locator("[role='combobox']").fill("爬山");
      assertThat(ann.page().locator("[role='option'] mark")).hasText("爬山");
      ann.page().keyboard().press("Escape");

      ann.page().locator(".sidebar header button").last().click();
      ann.page().locator("dialog .danger").first().click();
      ann.page().locator("dialog").last().locator(".row.end .danger").click();
      ann.page().locator("#name").waitFor();
      ann.page().waitForCondition(() -> kept(ann).equals("[cim-client: 0]"));
      assertThat(ann.page().evaluate("sessionStorage.length").toString()).isEqualTo("0");
      assertNoComplaints(ann, ben);
    }
  }

  /** The databases of the browser, with the number of entries of that of the client. */
  private static String kept(Visitor visitor) {
    return String.valueOf(
        visitor
            .page()
            .evaluate(
                """
                async () => {
                  const done = (request) => new Promise((resolve) => {
                    request.onsuccess = () => resolve(request.result);
                  });
                  const names = (await indexedDB.databases()).map(({ name }) => name);
                  return Promise.all(names.map(async (name) => {
                    if (name !== 'cim-client') return name;
                    const database = await done(indexedDB.open(name));
                    const kept = database.transaction('kept').objectStore('kept');
                    return `${name}: ${await done(kept.count())}`;
                  }));
                }
                """));
  }

  private static Locator.FilterOptions with(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void assertNoComplaints(Visitor... visitors) {
    for (Visitor visitor : visitors) {
      assertThat(visitor.complaints()).isEmpty();
    }
  }
}
