package io.crossim.web.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;

/** What can be seen of the page, and how somebody who is signed in comes there. */
enum View {
  LIST {
    @Override
    void show(Visitor visitor) {}
  },
  EVERYONE {
    @Override
    void show(Visitor visitor) {
      visitor.openEveryone();
      visitor.page().locator("main .composer").waitFor();
    }
  },
  GROUP {
    @Override
    void show(Visitor visitor) {
      visitor.open(Scene.GROUP);
      visitor.page().locator(".message").nth(3).waitFor();
    }
  },
  DETAILS {
    @Override
    void show(Visitor visitor) {
      GROUP.show(visitor);
      visitor.page().locator("main header button").last().click();
      visitor.page().locator(".details .person").nth(1).waitFor();
    }
  },
  MESSAGE_MENU {
    @Override
    void show(Visitor visitor) {
      GROUP.show(visitor);
      visitor.lastMenu();
    }
  },
  EMOJI {
    @Override
    void show(Visitor visitor) {
      GROUP.show(visitor);
      visitor.page().locator(".emoji > button").click();
      visitor.page().locator(".picker .grid button").nth(10).waitFor();
    }
  },
  SEARCH {
    @Override
    void show(Visitor visitor) {
      visitor.page().keyboard().press("Control+k");
      visitor.page().locator("[role='combobox']").fill("e");
      visitor.page().locator("[role='option']").first().waitFor();
    }
  },
  NEW_CHAT {
    @Override
    void show(Visitor visitor) {
      visitor.page().locator(".sidebar header button").first().click();
      visitor.page().locator(".people .person").first().waitFor();
    }
  },
  NEW_GROUP {
    @Override
    void show(Visitor visitor) {
      visitor.page().locator(".sidebar header button").nth(1).click();
      visitor.page().locator(".people .person").first().waitFor();
    }
  },
  SETTINGS {
    @Override
    void show(Visitor visitor) {
      visitor.page().locator(".sidebar header button").last().click();
      visitor.page().locator("dialog .segments").first().waitFor();
    }
  },
  KEYS {
    @Override
    void show(Visitor visitor) {
      visitor.conversations().first().focus();
      visitor.page().keyboard().press("?");
      visitor.page().locator("dialog .keys").waitFor();
    }
  },
  NO_CONNECTION {
    @Override
    void show(Visitor visitor) {
      visitor.page().context().setOffline(true);
      visitor.page().locator(".banner").waitFor();
    }

    @Override
    void leave(Visitor visitor) {
      visitor.page().context().setOffline(false);
      visitor
          .page()
          .locator(".banner")
          .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }
  };

  abstract void show(Visitor visitor);

  /** Back to the list. */
  void leave(Visitor visitor) {
    Page page = visitor.page();
    for (int i = 0; i < 4; i++) {
      page.keyboard().press("Escape");
    }
    page.locator("[data-pane='list']").waitFor();
  }
}
