// server/web/kit/sign_in.tsx: the form by which a person who has an account signs in.
// Role        Name, password, and the code that a page may ask besides. Never sent half filled, never twice at
//             once; the first field has the focus, and why it failed is said aloud.
// SPDX-License-Identifier: EUPL-1.2
import { Field } from "./field";
import { Said, useLanguageSwitch, type Sentence } from "./said";
import { useLayoutEffect, useRef, useState } from "./ui";
import { kitWords } from "./words";

interface SignInProps {
  codeLabel?: string;
  /** Null when it is done, else why not. `code` is empty where none is asked. */
  signIn(name: string, password: string, code: string): Promise<Sentence | null>;
}

export function SignInForm({ codeLabel, signIn }: SignInProps) {
  const words = kitWords();
  const form = useRef<HTMLFormElement>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [fault, setFault] = useState<Sentence | null>(null);
  const [busy, setBusy] = useState(false);
  // Before the page is painted: what is typed at once is not lost.
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);
  useLanguageSwitch(() => setFault(null));
  const submit = async () => {
    if (busy) return;
    if (name.trim() === "" || password === "" || (codeLabel && code.trim() === "")) {
      setFault(() => () => kitWords().fillAll);
      return;
    }
    setBusy(true);
    const why = await signIn(name.trim(), password, code.trim());
    setBusy(false);
    setFault(() => why);
  };
  return (
    <form
      ref={form}
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label={words.accountName} value={name} onValue={setName} autocomplete="username" />
      <Field label={words.password} type="password" value={password} onValue={setPassword} autocomplete="current-password" />
      {codeLabel && <Field label={codeLabel} value={code} onValue={setCode} />}
      <p class="fault" role="alert">
        {fault && <Said sentence={fault} />}
      </p>
      <button type="submit" class="btn main" aria-busy={busy || undefined} aria-disabled={busy || undefined}>
        {busy ? words.signingIn : words.signIn}
      </button>
    </form>
  );
}
