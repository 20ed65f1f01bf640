// center/web/main.tsx: the manager's plain page: sessions, a new one, its codes.
// SPDX-License-Identifier: EUPL-1.2
import "@kit/theme.css";
import "./manager.css";
import type { Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { useFocusOn, usePageTitle } from "@kit/focus";
import { dateInWords, lang } from "@kit/i18n";
import { Banner, LiveRegion, Preferences, Seal } from "@kit/parts";
import { startPreferences } from "@kit/preferences";
import { Said, useLanguageSwitch, type Sentence } from "@kit/said";
import { kitWords } from "@kit/words";
import { SignInForm } from "@kit/sign_in";
import { render, useState } from "@kit/ui";
import { CodesView } from "./codes";
import { CreateView } from "./create";
import { account, created, holdPictures, notice, renewCodes, sessions, signIn, signOut, startOffice, startTrouble, view, type View } from "./office";
import { w } from "./words";

type Session = Schemas["Sessions"]["sessions"][number];

function SignIn() {
  const words = w();
  return (
    <section class="card narrow stack">
      <h1>{words.signInTitle}</h1>
      <SignInForm signIn={signIn} />
    </section>
  );
}

function SessionsView() {
  const words = w();
  const heading = useFocusOn<HTMLHeadingElement>("sessions");
  const [renewing, setRenewing] = useState<Session | null>(null);
  const [disputed, setDisputed] = useState<Session | null>(null);
  return (
    <section class="card stack">
      <div class="row">
        <h1 ref={heading} tabIndex={-1}>
          {words.sessions}
        </h1>
        <span class="grow" />
        <Button look="main" onPress={() => (view.value = "create")}>
          {words.create}
        </Button>
      </div>
      {sessions.value.length === 0 ? <p class="soft">{words.none}</p> : <SessionTable onRenew={setRenewing} onDispute={setDisputed} />}
      {renewing && <RenewDialog session={renewing} onClose={() => setRenewing(null)} />}
      {disputed && <DisputeDialog session={disputed} onClose={() => setDisputed(null)} />}
    </section>
  );
}

function SessionTable({ onRenew, onDispute }: { onRenew(session: Session): void; onDispute(session: Session): void }) {
  const words = w();
  const mayRenew = (one: Session): boolean => one.phase === "draft" || one.phase === "open";
  return (
    <div class="sheet" tabIndex={0} role="region" aria-label={words.sessions}>
      <table>
        <thead>
          <tr>
            {[words.number, words.sessionTitle, words.room, words.state, words.candidates, words.createdOn, words.acts].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sessions.value.map((one) => (
            <tr key={one.id}>
              <td class="figures">{one.number}</td>
              <td>{one.title}</td>
              <td>{one.room}</td>
              <td>{words.phases[one.phase]}</td>
              <td class="figures">{one.candidates}</td>
              <td>{dateInWords(one.createdAt, lang.value)}</td>
              <td>
                {mayRenew(one) && (
                  <Button onPress={() => onRenew(one)} label={`${words.newCodes} ${one.number}`}>
                    {words.newCodes}
                  </Button>
                )}
                {one.pictures && (one.pictures.kept > 0 || one.pictures.held) && <Pictures session={one} pictures={one.pictures} onDispute={onDispute} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface PicturesProps {
  session: Session;
  pictures: NonNullable<Session["pictures"]>;
  onDispute(session: Session): void;
}

/** What cameras left, and the switch of a dispute. */
function Pictures({ session, pictures, onDispute }: PicturesProps) {
  const words = w();
  const switchName = pictures.held ? words.releasePictures : words.holdPictures;
  return (
    <>
      <p class="soft">{words.pictures(pictures.kept) + (pictures.held ? `, ${words.picturesHeld}` : "")}</p>
      <Button onPress={() => onDispute(session)} label={`${switchName} ${session.number}`}>
        {switchName}
      </Button>
    </>
  );
}

interface ConfirmProps {
  title: string;
  text: string;
  yes: string;
  danger: boolean;
  /** Null once it is done; otherwise why it is not. */
  onYes(): Promise<Sentence | null>;
  onClose(): void;
}

function ConfirmDialog({ title, text, yes, danger, onYes, onClose }: ConfirmProps) {
  const [fault, setFault] = useState<Sentence | null>(null);
  useLanguageSwitch(() => setFault(null));
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <p class="fault" role="alert">
        {fault && <Said sentence={fault} />}
      </p>
      <div class="row end">
        <Button onPress={onClose} autoFocus>
          {kitWords().cancel}
        </Button>
        <Button look={danger ? "danger" : "main"} onPress={() => void onYes().then((why) => setFault(() => why))}>
          {yes}
        </Button>
      </div>
    </Dialog>
  );
}

function DisputeDialog({ session, onClose }: { session: Session; onClose(): void }) {
  const words = w();
  const held = session.pictures?.held ?? false;
  const turn = async () => {
    const why = await holdPictures(session.id, !held);
    if (why === null) onClose();
    return why;
  };
  return (
    <ConfirmDialog
      title={held ? words.releaseTitle(session.number) : words.holdTitle(session.number)}
      text={held ? words.releaseText : words.holdText}
      yes={held ? words.releaseYes : words.holdYes}
      danger={held}
      onYes={turn}
      onClose={onClose}
    />
  );
}

function RenewDialog({ session, onClose }: { session: Session; onClose(): void }) {
  const words = w();
  return (
    <ConfirmDialog title={words.newCodesTitle(session.number)} text={words.newCodesText} yes={words.newCodesYes} danger onYes={() => renewCodes(session.id)} onClose={onClose} />
  );
}

function Loading() {
  return (
    <section class="card narrow stack loading" role="status">
      <h1>{w().loading}</h1>
      {startTrouble.value && (
        <p class="soft">
          <Said sentence={startTrouble.value} />
        </p>
      )}
    </section>
  );
}

/** The tab says the same as the heading. */
function titleOf(shown: View): string {
  const words = w();
  const { sessions, create } = words;
  const codes = created.value === null ? sessions : words.codesTitle(created.value.session.number);
  return { loading: words.loading, "sign-in": words.signInTitle, sessions, create, codes }[shown];
}

function CurrentView() {
  switch (view.value) {
    case "loading":
      return <Loading />;
    case "sign-in":
      return <SignIn />;
    case "sessions":
      return <SessionsView />;
    case "create":
      return <CreateView />;
    case "codes":
      return created.value === null ? <SessionsView /> : <CodesView created={created.value} />;
  }
}

function Page() {
  const words = w();
  const inside = view.value !== "loading" && view.value !== "sign-in";
  usePageTitle(`${titleOf(view.value)} · Probant · ${words.title}`);
  return (
    <>
      <header class="noprint">
        <Seal />
        <b>Probant · {words.title}</b>
        <span class="soft">{inside && account.value}</span>
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
      <footer class="noprint">
        <Preferences />
      </footer>
      <LiveRegion />
    </>
  );
}

startPreferences();
const place = document.getElementById("page");
if (place) render(<Page />, place);
void startOffice();
