// invigilator/web/sign_in.tsx: who is at the console, and for which session.
// SPDX-License-Identifier: EUPL-1.2
import { usePageTitle } from "@kit/focus";
import { Banner, Preferences, Seal } from "@kit/parts";
import { Said } from "@kit/said";
import { SignInForm } from "@kit/sign_in";
import { signIn, signInNotice, startTrouble } from "./desk";
import { w } from "./words";

export function Loading() {
  const words = w();
  usePageTitle(`${words.loading} · ${words.title}`);
  return (
    <main class="alone">
      <section class="card narrow stack loading" role="status">
        <h1>{words.loading}</h1>
        {startTrouble.value && (
          <p class="soft">
            <Said sentence={startTrouble.value} />
          </p>
        )}
      </section>
    </main>
  );
}

export function SignIn() {
  const words = w();
  usePageTitle(words.signInTitle);
  return (
    <main class="alone">
      <section class="card narrow stack">
        <div class="row">
          <Seal />
          <h1>{words.signInTitle}</h1>
        </div>
        {signInNotice.value && <Banner tone="info"><Said sentence={signInNotice.value} /></Banner>}
        <p>{words.signInText}</p>
        <SignInForm codeLabel={words.sessionCode} signIn={signIn} />
      </section>
      <Preferences />
    </main>
  );
}
