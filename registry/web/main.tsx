// registry/web/main.tsx: the staff's page: the packets received, and one packet with all that was checked.
// SPDX-License-Identifier: EUPL-1.2
import "@kit/theme.css";
import "./registry.css";
import { Button } from "@kit/button";
import { useFocusOn, usePageTitle } from "@kit/focus";
import { Banner, LiveRegion, Preferences, Seal } from "@kit/parts";
import { startPreferences } from "@kit/preferences";
import { Said, useLanguageSwitch, type Sentence } from "@kit/said";
import { SignInForm } from "@kit/sign_in";
import { render } from "@kit/ui";
import { kitWords } from "@kit/words";
import { account, again, notice, signIn, signOut, startDesk, view, type View } from "./desk";
import { ListView } from "./list";
import { PacketView } from "./packet";
import { w } from "./words";

function SignIn() {
  const words = w();
  return (
    <section class="card narrow stack">
      <h1>{words.signInTitle}</h1>
      <p>{words.signInText}</p>
      <SignInForm signIn={signIn} />
      <p>
        <a href="/">{words.publicPage}</a>
      </p>
    </section>
  );
}

function FailedView({ sentence, cut }: { sentence: Sentence; cut: boolean }) {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>(sentence);
  useLanguageSwitch(() => void again());
  return (
    <section class="card stack">
      <h1 ref={heading} tabIndex={-1}>
        {cut ? words.cutTitle : words.failedTitle}
      </h1>
      <Banner tone={cut ? "off" : "alert"}><Said sentence={sentence} /></Banner>
      {cut && <p>{words.cutText}</p>}
      <div class="row">
        <Button look="main" onPress={() => void again()}>
          {words.again}
        </Button>
        {!cut && (
          <a class="btn" href="#">
            {words.toList}
          </a>
        )}
      </div>
    </section>
  );
}

/** The tab says the same as the heading. */
function titleOf(shown: View): string {
  const words = w();
  switch (shown.is) {
    case "starting":
      return words.loading;
    case "sign-in":
      return words.signInTitle;
    case "list":
      return words.packets;
    case "packet":
      return words.packetName(shown.packet.seq, shown.packet.centre);
    case "failed":
      return shown.cut ? words.cutTitle : words.failedTitle;
  }
}

function CurrentView() {
  const shown = view.value;
  switch (shown.is) {
    case "starting":
      return (
        <section class="card stack loading" role="status">
          <h1>{w().loading}</h1>
        </section>
      );
    case "sign-in":
      return <SignIn />;
    case "list":
      return <ListView packets={shown.packets} more={shown.more} />;
    case "packet":
      return <PacketView packet={shown.packet} receipt={shown.receipt} />;
    case "failed":
      return <FailedView sentence={shown.sentence} cut={shown.cut} />;
  }
}

function Page() {
  const words = w();
  const inside = account.value !== null && view.value.is !== "sign-in";
  usePageTitle(`${titleOf(view.value)} · Probant · ${words.title}`);
  return (
    <>
      <header>
        <Seal />
        <b>Probant · {words.title}</b>
        <span class="soft">{inside && account.value?.name}</span>
        <span class="grow" />
        {inside && (
          <Button look="quiet" onPress={() => void signOut()}>
            {kitWords().signOut}
          </Button>
        )}
      </header>
      <main>
        {notice.value && <Banner tone="info"><Said sentence={notice.value} /></Banner>}
        <CurrentView />
      </main>
      <footer>
        <Preferences />
      </footer>
      <LiveRegion />
    </>
  );
}

startPreferences();
const place = document.getElementById("page");
if (place) render(<Page />, place);
void startDesk();
