// registry/web/sittings.tsx: what the centre states beside what the registry recomputed, by sitting.
// SPDX-License-Identifier: EUPL-1.2
import type { Schemas } from "./api";
import { agrees, differenceNames, sittingRows, type SittingRow } from "./checks";
import { w } from "./words";

export function SittingsPart({ packet }: { packet: Schemas["WholePacket"] }) {
  const words = w();
  const rows = sittingRows(packet);
  const differing = rows.filter((row) => !agrees(row)).length;
  return (
    <section class="card stack">
      <h2>{words.sittings}</h2>
      {rows.length === 0 && <p class="soft">{words.notReplayed}</p>}
      {rows.length > 0 && <p>{differing === 0 ? words.allAgree(rows.length) : words.someDiffer(differing, rows.length)}</p>}
      {rows.length > 0 && <SittingTable rows={rows} />}
    </section>
  );
}

function SittingTable({ rows }: { rows: SittingRow[] }) {
  const words = w();
  const named = rows.some((row) => row.person !== null);
  const certified = rows.some((row) => row.certificate !== null);
  const heads = [words.seat, ...(named ? [words.person] : []), words.stated, words.replayed, words.compared, ...(certified ? [words.certificate] : [])];
  return (
    <div class="sheet" tabIndex={0} role="region" aria-label={words.sittings}>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td class="figures">{row.seat ?? "–"}</td>
              {named && <td>{row.person ?? "–"}</td>}
              <td>
                <FiguresCell figures={row.stated} />
              </td>
              <td>
                <FiguresCell figures={row.replayed} />
              </td>
              <td class={agrees(row) ? "same" : "other"}>{comparisonOf(row)}</td>
              {certified && (
                <td>
                  <CertificateLinks row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FiguresCell({ figures }: { figures: Schemas["Figures"] | null }) {
  const words = w();
  if (figures === null) return <>–</>;
  const scored = figures.points !== null && figures.level !== null;
  return (
    <>
      <span class="first">{figures.outcome === null ? words.unreadable : words.outcomes[figures.outcome]}</span>
      {scored && <span class="second figures">{words.figures(figures.points ?? 0, figures.level ?? 0)}</span>}
      {figures.answers !== null && <span class="second figures">{words.answers(figures.answers)}</span>}
    </>
  );
}

function comparisonOf(row: SittingRow): string {
  const words = w();
  if (row.replayed === null) return `✗ ${words.onlyCentre}`;
  if (row.stated === null) return `✗ ${words.onlyRegistry}`;
  if (row.differs.length === 0) return `✓ ${words.same}`;
  const names = differenceNames(row.differs).map((name) => words.differences[name]);
  return `✗ ${words.differs(names.join(", "))}`;
}

function CertificateLinks({ row }: { row: SittingRow }) {
  const words = w();
  if (row.certificate === null) return <>–</>;
  const person = row.person ?? row.certificate;
  return (
    <>
      <span class="mono code">{row.certificate}</span>
      <span class="links">
        <a href={`/?code=${row.certificate}`} aria-label={words.seeOf(person)}>
          {words.see}
        </a>
        <a href={`/api/v1/certificates/${row.certificate}/file.pdf`} download={`certificat-${row.certificate}.pdf`} aria-label={words.pdfOf(person)}>
          {words.pdf}
        </a>
      </span>
    </>
  );
}
