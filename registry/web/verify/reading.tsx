// registry/web/verify/reading.tsx: the answer: one sentence first, then what stands behind it.
// SPDX-License-Identifier: EUPL-1.2
import { Button } from "@kit/button";
import { useFocusOn, usePageTitle } from "@kit/focus";
import { dateInWords, lang } from "@kit/i18n";
import { Banner } from "@kit/parts";
import { Said, useLanguageSwitch } from "@kit/said";
import type { ComponentChildren } from "@kit/ui";
import { startOver, type Reading, type Shown } from "./counter";
import { toldChecks, type Verdict } from "./told";
import { w } from "./words";

type Tone = "ok" | "alert" | "wait" | "off";

/** The sentence is the heading: it is what a screen reader says first. */
function Answer({ tone, sentence, again, children }: { tone: Tone; sentence: string; again?: () => void; children: ComponentChildren }) {
  const heading = useFocusOn<HTMLHeadingElement>(sentence);
  usePageTitle(`${sentence} · Probant`);
  const icons = { ok: "✓", alert: "✗", wait: "?", off: "⚡" } as const;
  return (
    <section class={`card stack answer ${tone}`}>
      <div class="verdict">
        <span class="big-mark" aria-hidden="true">
          {icons[tone]}
        </span>
        <h1 ref={heading} tabIndex={-1}>
          {sentence}
        </h1>
      </div>
      {children}
      <div class="row">
        {again && (
          <Button look="main" onPress={again}>
            {w().again}
          </Button>
        )}
        <Button look={again ? "plain" : "main"} onPress={startOver}>
          {w().another}
        </Button>
      </div>
    </section>
  );
}

export function AnswerView({ answer }: { answer: Exclude<Shown, { is: "nothing" | "asking" }> }) {
  const words = w();
  switch (answer.is) {
    case "reading":
      return answer.reading.certificate === null ? <RefusedView reading={answer.reading} /> : <ValidView reading={answer.reading} code={answer.code} />;
    case "unknown_code":
      return (
        <Answer tone="alert" sentence={words.unknownTitle}>
          <p>{words.unknownText(answer.code)}</p>
        </Answer>
      );
    case "not_a_code":
      return (
        <Answer tone="wait" sentence={words.notCodeTitle}>
          <p>{words.notCodeText}</p>
        </Answer>
      );
    case "not_taken":
      return (
        <Answer tone="wait" sentence={words.notTaken[answer.why]}>
          {answer.why !== "empty" && <p>{words.notTakenText}</p>}
        </Answer>
      );
    case "no_answer":
      return <NoAnswer answer={answer} />;
  }
}

function NoAnswer({ answer }: { answer: Extract<Shown, { is: "no_answer" }> }) {
  const words = w();
  useLanguageSwitch(answer.again);
  return (
    <Answer tone={answer.cut ? "off" : "wait"} sentence={answer.cut ? words.cutTitle : words.waitTitle} again={answer.again}>
      <Banner tone={answer.cut ? "off" : "wait"}>
        <Said sentence={answer.sentence} />
      </Banner>
      {answer.cut && <p>{words.cutText}</p>}
    </Answer>
  );
}

function RefusedView({ reading }: { reading: Reading }) {
  const words = w();
  const verdict = reading.verdict;
  // Valid without a certificate is not an answer the registry gives; it is not believed either.
  const named = verdict === "valid" ? "malformed" : verdict;
  return (
    <Answer tone="alert" sentence={words.refused[named]}>
      <p>{named === "malformed" ? words.advice.malformed : words.advice.other}</p>
      <Checks verdict={named} />
    </Answer>
  );
}

function Fact({ name, children, strong = false }: { name: string; children: ComponentChildren; strong?: boolean }) {
  return (
    <div class={strong ? "strong" : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function ValidView({ reading, code }: { reading: Reading; code: string | null }) {
  const words = w();
  const certificate = reading.certificate;
  if (certificate === null) return null;
  return (
    <Answer tone="ok" sentence={words.valid}>
      <p>{words.compare}</p>
      <dl class="facts two">
        <Fact name={words.person} strong>
          {certificate.firstName} {certificate.lastName}
        </Fact>
        <Fact name={words.level} strong>
          {words.levelOf(certificate.level)}
        </Fact>
        <Fact name={words.score}>{words.scoreOf(certificate.points, certificate.low, certificate.high)}</Fact>
        <Fact name={words.satOn}>{dateInWords(certificate.satAt, lang.value)}</Fact>
        <Fact name={words.centre}>{certificate.centre}</Fact>
        <Fact name={words.issuedOn}>{dateInWords(reading.issuedAt, lang.value)}</Fact>
        <Fact name={words.issuedBy}>
          {reading.issuerName} <span class="soft mono">{reading.issuer}</span>
        </Fact>
        <Fact name={words.code}>
          <span class="mono">{certificate.code}</span>
        </Fact>
      </dl>
      {certificate.provisional && <p class="soft">{words.provisional}</p>}
      <Domains domains={certificate.domains} />
      <Checks verdict={reading.verdict} />
      {code !== null && <Files code={code} />}
    </Answer>
  );
}

function Domains({ domains }: { domains: NonNullable<Reading["certificate"]>["domains"] }) {
  const words = w();
  return (
    <div class="stack">
      <h2>{words.domainsTitle}</h2>
      <dl class="facts domains">
        {domains.map((one, place) => (
          <Fact key={one.name} name={words.domains[`${place + 1}`] ?? one.name}>
            {words.standings[one.standing]}
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function Checks({ verdict }: { verdict: Verdict }) {
  const words = w();
  const icons = { held: "✓", failed: "✗", not_made: "–" } as const;
  return (
    <div class="stack">
      <h2>{words.checksTitle}</h2>
      <ol class="checks">
        {toldChecks(verdict).map(({ name, end }) => (
          <li key={name} class={`check ${end}`}>
            <span class="mark" aria-hidden="true">
              {icons[end]}
            </span>
            <p>
              {words.checks[name]} <span class="end">· {words.ends[end]}</span>
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Files({ code }: { code: string }) {
  const words = w();
  const at = `/api/v1/certificates/${code}`;
  return (
    <p class="row">
      <a class="btn" href={`${at}/file.pdf`} download={`certificat-${code}.pdf`}>
        {words.pdf}
      </a>
      <a class="btn" href={`${at}/file.json`} download={`certificat-${code}.json`}>
        {words.json}
      </a>
    </p>
  );
}
