// invigilator/web/sign_in.tsx: who is at the console, and for which session.
// SPDX-License-Identifier: EUPL-1.2
import { usePageTitle } from "@kit/focus";
import { Field } from "@kit/field";
import { Banner, Preferences, Seal } from "@kit/parts";
import { useEffect, useRef, useState } from "@kit/ui";
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
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const submit = async () => {
    if (busy) return;
    if (name.trim() === "" || password === "" || code.trim() === "") {
      setFault(words.fillAll);
      return;
    }
    setBusy(true);
    const why = await signIn(name.trim(), password, code.trim());
    setBusy(false);
    setFault(why);
  };
  return (
    <main class="alone">
      <section class="card narrow stack">
        <div class="row">
          <Seal />
          <h1>{words.signInTitle}</h1>
        </div>
        {signInNotice.value && <Banner tone="info">{signInNotice.value}</Banner>}
        <p>{words.signInText}</p>
        <form
          ref={form}
          class="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Field label={words.name} value={name} onValue={setName} autocomplete="username" />
          <Field label={words.password} type="password" value={password} onValue={setPassword} autocomplete="current-password" />
          <Field label={words.sessionCode} value={code} onValue={setCode} />
          <p class="fault" role="alert">
            {fault}
          </p>
          <button type="submit" class="btn main" aria-busy={busy || undefined} aria-disabled={busy || undefined}>
            {busy ? words.signingIn : words.signIn}
          </button>
        </form>
      </section>
      <Preferences />
    </main>
  );
}
