// candidate/web/blocks.tsx: what is shown above the answer: messages, tables, pictures, files.
//
// Role        A text is a text: nothing here is ever read as markup.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "@kit/api";
import { Button } from "@kit/button";
import { Dialog } from "@kit/dialog";
import { useState } from "@kit/ui";
import { kitWords } from "@kit/words";
import { w } from "./words";

type Block = Schemas["Block"];
type Of<Kind extends Block["kind"]> = Extract<Block, { kind: Kind }>;

const mediumAt = (name: string): string => `/api/v1/candidate/media/${encodeURIComponent(name)}`;

export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div class="blocks">
      {blocks.map((block, place) => (
        <OneBlock key={place} block={block} />
      ))}
    </div>
  );
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return <p>{block.text}</p>;
    case "list":
      return (
        <ul>
          {block.items.map((item, place) => (
            <li key={place}>{item}</li>
          ))}
        </ul>
      );
    case "mail":
      return <Mail mail={block} />;
    case "table":
      return <Table table={block} />;
    case "code":
      return (
        <pre class="code" tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "image":
      return <Picture picture={block} />;
    case "file":
      return <AttachedFile file={block} />;
  }
}

function Mail({ mail }: { mail: Of<"mail"> }) {
  const words = w();
  const lines: [string, string | null][] = [
    [words.from, mail.from],
    [words.to, mail.to],
    [words.date, mail.date],
    [words.subject, mail.subject],
  ];
  return (
    <div class="mail" role="group" aria-label={words.mail}>
      <dl>
        {lines.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {mail.body.map((paragraph, place) => (
        <p key={place}>{paragraph}</p>
      ))}
    </div>
  );
}

function Table({ table }: { table: Of<"table"> }) {
  return (
    <div class="sheet" tabIndex={0} role="region" aria-label={table.caption}>
      <table>
        <caption>{table.caption}</caption>
        <thead>
          <tr>
            {table.header.map((cell, place) => (cell === "" ? <td key={place} /> : <th key={place} scope="col">{cell}</th>))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Picture({ picture }: { picture: Of<"image"> }) {
  const words = w();
  const [large, setLarge] = useState(false);
  return (
    <figure class="picture">
      <img src={mediumAt(picture.media)} alt={picture.alt} />
      <Button look="quiet" onPress={() => setLarge(true)}>
        {words.enlarge}
      </Button>
      {large && (
        <Dialog title={words.enlarged} wide onClose={() => setLarge(false)}>
          <div class="enlarged" tabIndex={0} role="region" aria-label={words.enlarged}>
            <img src={mediumAt(picture.media)} alt={picture.alt} />
          </div>
          <div class="row end">
            <CloseButton onPress={() => setLarge(false)} />
          </div>
        </Dialog>
      )}
    </figure>
  );
}

function CloseButton({ onPress }: { onPress(): void }) {
  return (
    <Button look="main" onPress={onPress} autoFocus>
      {kitWords().close}
    </Button>
  );
}

const kShownMost = 65_536; // a longer file is for downloading, not for reading in a page
type Opened = "no" | "loading" | "failed" | { text: string };

function AttachedFile({ file }: { file: Of<"file"> }) {
  const words = w();
  const [opened, setOpened] = useState<Opened>("no");
  const open = async () => {
    setOpened("loading");
    try {
      const response = await fetch(mediumAt(file.media), { credentials: "same-origin" });
      setOpened(response.ok ? { text: (await response.text()).slice(0, kShownMost) } : "failed");
    } catch {
      setOpened("failed");
    }
  };
  const isOpen = typeof opened === "object";
  return (
    <div class="attached" role="group" aria-label={`${words.file} ${file.name}`}>
      <div class="row">
        <span class="name">
          <span aria-hidden="true">▤ </span>
          {file.name}
        </span>
        <span class="grow" />
        <Button
          label={isOpen ? undefined : words.openFile(file.name)}
          busy={opened === "loading"}
          onPress={() => (isOpen ? setOpened("no") : void open())}
        >
          {isOpen ? words.hideFile : words.openFile("")}
        </Button>
        <a class="btn" href={mediumAt(file.media)} download={file.name} aria-label={words.downloadFile(file.name)}>
          {words.downloadFile("")}
        </a>
      </div>
      <div role="status">{opened === "loading" ? words.fileLoading : opened === "failed" ? words.fileFailed : ""}</div>
      {isOpen && (
        <pre class="code" tabIndex={0}>
          <code>{opened.text}</code>
        </pre>
      )}
    </div>
  );
}
