package io.crossim.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody with the page before them. What their browser complains about is noted. */
final class Visitor implements AutoCloseable {

  /** A slow machine runs several browsers at a time. */
  static final double PATIENCE_MS = 60_000;

  private final BrowserContext context;
  private final String url;
  private final Page page;
  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

  Visitor(BrowserContext context, String url) {
    this.context = context;
    this.url = url;
    context.setDefaultTimeout(PATIENCE_MS);
    this.page = newTab();
  }

  Page newTab() {
    Page tab = context.newPage();
    tab.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    tab.onPageError(complaints::add);
    tab.onRequest(
        request -> {
          if (!request.url().startsWith(url) && !request.url().startsWith("data:")) {
            complaints.add("foreign request: " + request.url());
          }
        });
    tab.onDialog(
        dialog -> {
          complaints.add("a script has run: " + dialog.message());
          dialog.dismiss();
        });
    tab.navigate(url);
    return tab;
  }

  Page page() {
    return page;
  }

  /** What the browser complained about, but for calls that fail while a server is away. */
  List<String> complaints() {
    Pattern away = Pattern.compile("net::ERR_|WebSocket connection to");
    return complaints.stream().filter(each -> !away.matcher(each).find()).toList();
  }

  Visitor createAccount(String name) {
    return enter(name, 1);
  }

  Visitor signIn(String name) {
    return enter(name, 0);
  }

  private Visitor enter(String name, int button) {
    page.locator("#name").fill(name);
    page.locator(".choices button").nth(button).click();
    conversations().first().waitFor();
    return this;
  }

  Locator conversations() {
    return page.locator(".conversation-entry");
  }

  Locator conversation(String name) {
    return conversation(page, name);
  }

  /** The entry of a conversation in the list of a tab. */
  static Locator conversation(Page tab, String name) {
    Locator itsName =
        tab.locator(
            ".name", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")));
    return tab.locator(".conversation-entry").filter(new Locator.FilterOptions().setHas(itsName));
  }

  Visitor open(String conversation) {
    conversation(conversation).click();
    page.locator("#conversation-name").waitFor();
    return this;
  }

  Visitor openEveryone() {
    page.locator("[data-key='all']").click();
    return this;
  }

  /** Begins to write to somebody who is online. */
  Visitor writeTo(String name) {
    page.locator(".sidebar header button").first().click();
    choose(name);
    assertThat(page.locator("#conversation-name")).hasText(name);
    return this;
  }

  Visitor makeGroup(String group, String... members) {
    page.locator(".sidebar header button").nth(1).click();
    page.locator("#group-name").fill(group);
    for (String member : members) {
      choose(member);
    }
    page.locator("dialog button[type='submit']").click();
    assertThat(page.locator("#conversation-name")).hasText(group);
    return this;
  }

  /** In a list of people. */
  private void choose(String name) {
    page.locator(".people .person")
        .filter(new Locator.FilterOptions().setHasText(name))
        .first()
        .click();
  }

  Locator field() {
    return page.locator(".composer textarea");
  }

  Visitor say(String text) {
    field().fill(text);
    field().press("Enter");
    return this;
  }

  Locator messages() {
    return page.locator(".message .text");
  }

  /** The menu of the last message. */
  Visitor lastMenu() {
    page.locator(".message").last().focus();
    page.keyboard().press("Enter");
    page.locator("[role='menu'] [role='menuitem']").first().waitFor();
    return this;
  }

  @Override
  public void close() {
    context.close();
  }
}
