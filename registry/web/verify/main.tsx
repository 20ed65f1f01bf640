// registry/web/verify/main.tsx: is this certificate real? For anyone, on any telephone, signed in nowhere.
//
// Role        The registry's front page. A certificate's QR code opens it with ?code=…, and the answer is
//             there at once.
// SPDX-License-Identifier: EUPL-1.2
import "@kit/theme.css";
import "./verify.css";
import { Button } from "@kit/button";
import { Field } from "@kit/field";
import { useFocusOn, usePageTitle } from "@kit/focus";
import { LiveRegion, Preferences, Seal } from "@kit/parts";
import { startPreferences } from "@kit/preferences";
import { render, useId, useState } from "@kit/ui";
import { askCode, askFile, askText, shown } from "./counter";
import { AnswerView } from "./reading";
import { w } from "./words";

function CodeForm() {
  const words = w();
  const [code, setCode] = useState("");
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        void askCode(code);
      }}
    >
      <h2>{words.codeTitle}</h2>
      <Field label={words.code} hint={words.codeHint} value={code} onValue={setCode} maxLength={24} extra="code-field" />
      <button type="submit" class="btn main">
        {words.verify}
      </button>
    </form>
  );
}

function FileForm() {
  const words = w();
  const id = useId();
  const [text, setText] = useState("");
  return (
    <section class="card stack">
      <h2>{words.fileTitle}</h2>
      <div class="field">
        <label for={id}>{words.file}</label>
        <span class="hint" id={`${id}-hint`}>
          {words.fileHint}
        </span>
        <input
          id={id}
          type="file"
          accept=".json,.pdf,application/json,application/ld+json,application/pdf"
          aria-describedby={`${id}-hint`}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file !== undefined) void askFile(file);
          }}
        />
      </div>
      <Field label={words.paste} value={text} onValue={setText} lines={4} extra="mono-field" />
      <Button onPress={() => void askText(text)}>{words.verifyText}</Button>
    </section>
  );
}

function Start() {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>("start");
  usePageTitle(`${words.heading} · Probant`);
  return (
    <>
      <div class="stack intro">
        <h1 ref={heading} tabIndex={-1}>
          {words.heading}
        </h1>
        <p>{words.intro}</p>
      </div>
      <CodeForm />
      <FileForm />
    </>
  );
}

function Asking() {
  const words = w();
  usePageTitle(`${words.asking} · Probant`);
  return (
    <section class="card stack loading" role="status">
      <h1>{words.asking}</h1>
    </section>
  );
}

function CurrentView() {
  const answer = shown.value;
  if (answer.is === "nothing") return <Start />;
  if (answer.is === "asking") return <Asking />;
  return <AnswerView answer={answer} />;
}

function Page() {
  const words = w();
  return (
    <>
      <header>
        <Seal />
        <b>Probant · {words.title}</b>
      </header>
      <main>
        <CurrentView />
      </main>
      <footer class="row">
        <a href="/registry">{words.staff}</a>
        <span class="grow" />
        <Preferences />
      </footer>
      <LiveRegion />
    </>
  );
}

startPreferences();
const asked = new URLSearchParams(location.search).get("code");
if (asked !== null) void askCode(asked);
const place = document.getElementById("page");
if (place) render(<Page />, place);
