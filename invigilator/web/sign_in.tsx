// invigilator/web/sign_in.tsx: who is at the console, and for which session.
// SPDX-License-Identifier: EUPL-1.2
import { usePageTitle } from "@kit/focus";
import { Banner, Preferences, Seal } from "@kit/parts";
import { SignInForm } from "@kit/sign_in";
import { signIn, signInNotice, unreachable } from "./desk";
import { w } from "./words";

export function Loading() {
  const words = w();
  return (
    <main class="alone">
      <section class="card narrow stack" role="status">
        <p>{words.loading}</p>
        {unreachable.value && <p class="soft">{words.noServer}</p>}
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
        {signInNotice.value && <Banner tone="info">{signInNotice.value}</Banner>}
        <p>{words.signInText}</p>
        <SignInForm codeLabel={words.sessionCode} signIn={signIn} />
      </section>
      <Preferences />
    </main>
  );
}
