// SPDX-License-Identifier: EUPL-1.2
#include "registry/certificates/certificate_pdf.h"

#include <algorithm>

#include "registry/certificates/pdf_attachment.h"
#include "registry/certificates/qr.h"
#include "registry/certificates/sheet.h"
#include "registry/certificates/words.h"

namespace probant::registry {
namespace {

// Paper, ink and one deep teal, as on the pages.
constexpr Colour kPaper{0xf6f4ee};
constexpr Colour kSurface{0xffffff};
constexpr Colour kInk{0x14212b};
constexpr Colour kInkSoft{0x46545f};
constexpr Colour kLine{0xd8d5cb};
constexpr Colour kBrand{0x0b5561};
constexpr Colour kBrandWash{0xe2f0f0};

constexpr double kMargin = 48;
constexpr double kInner = kSheetWidth - 2 * kMargin;

constexpr double kFootTop = kSheetHeight - 156;

/// At least 30 mm (docs/PACKET.md): 1 mm is 2.835 points.
constexpr double kQrSide = 96;

/// A long name takes more lines of smaller letters, never more room than the page has for it; it
/// stays larger than the text around it.
double size_of_name(std::string_view name) {
    constexpr std::size_t kOneLine = 34;
    constexpr std::size_t kTwoLines = 70;
    constexpr std::size_t kThreeLines = 130;
    if (name.size() <= kOneLine) return 28;
    if (name.size() <= kTwoLines) return 20;
    return name.size() <= kThreeLines ? 15 : 11.5;
}

void write_frame(Sheet& sheet) {
    sheet.fill({0, 0, kSheetWidth, kSheetHeight}, kPaper);
    sheet.fill({0, 0, kSheetWidth, 12}, kBrand);
    sheet.frame({24, 32, kSheetWidth - 48, kSheetHeight - 56}, kLine, 0.8);
}

/// Each of these writes from `top` and gives where it ended.
double write_head(Sheet& sheet, const CertificatePaper& paper) {
    const auto line = [&](double top, const Style& style, std::string_view text) {
        return top + sheet.write({kMargin, top, kInner, 0}, style, text);
    };
    const auto name = paper.result.first_name + " " + paper.result.last_name;
    double top =
        line(52,
             {.size = 11, .colour = kBrand, .weight = Weight::Bold},
             "PROBANT · " + paper.issuer_name +
                 (paper.demonstration ? " · démonstration : ce document ne certifie rien" : ""));
    top = line(top + 10,
               {.size = 21, .colour = kInk, .weight = Weight::Bold},
               "Certification de compétences numériques");
    top = line(top + 6, {.size = 11, .colour = kInkSoft}, "est délivrée à");
    top =
        line(top + 2, {.size = size_of_name(name), .colour = kBrand, .weight = Weight::Bold}, name);
    return line(top + 4,
                {.size = 11, .colour = kInkSoft},
                "Test surveillé du " + words::day_in_paris(paper.result.sat_at) + ", centre " +
                    paper.result.centre);
}

double write_score(Sheet& sheet, const CertifiedResult& result, double top) {
    constexpr double kHeight = 104;
    sheet.fill({kMargin, top, kInner, kHeight}, kBrandWash);
    sheet.fill({kMargin, top, 5, kHeight}, kBrand);
    sheet.write({kMargin + 24, top + 14, 120, 0}, {.size = 11, .colour = kInkSoft}, "Niveau");
    sheet.write({kMargin + 24, top + 28, 160, 0},
                {.size = 48, .colour = kBrand, .weight = Weight::Bold},
                std::to_string(result.level) + " / 8");
    const double right = kMargin + 210;
    const double width = kInner - 222;
    sheet.write({right, top + 14, width, 0}, {.size = 11, .colour = kInkSoft}, "Score");
    sheet.write({right, top + 28, width, 0},
                {.size = 24, .colour = kInk, .weight = Weight::Bold},
                std::to_string(result.points) + " sur 1024");
    sheet.write({right, top + 60, width, 0},
                {.size = 9.5, .colour = kInk},
                "Entre " + std::to_string(result.low) + " et " + std::to_string(result.high) +
                    " dans 95 cas sur 100. Repassé le même jour, le test donnerait un score un peu "
                    "différent, et parfois un autre niveau.");
    return top + kHeight;
}

double write_domains(Sheet& sheet, const CertifiedResult& result, double top) {
    top += sheet.write({kMargin, top, kInner, 0},
                       {.size = 13, .colour = kInk, .weight = Weight::Bold},
                       "Les cinq domaines") +
           6;
    for (std::size_t domain = 0; domain < engine::kDomains; ++domain) {
        sheet.write({kMargin, top, 220, 0},
                    {.size = 10.5, .colour = kInk, .weight = Weight::Bold},
                    std::to_string(domain + 1) + ". " + std::string(words::domain(domain)));
        sheet.write({kMargin + 230, top, kInner - 230, 0},
                    {.size = 10.5, .colour = kInk},
                    words::standing(result.domains.at(domain)));
        top += 17;
    }
    return top;
}

std::string seen_of(std::int64_t seen) {
    if (seen == 1) return "1 question vue";
    return std::to_string(seen) + " questions vues";
}

/// The most that any competence had, which measures none of them.
std::string too_few_of(const CertifiedResult& result) {
    const auto most = *std::ranges::max_element(result.seen);
    return (most > 1
                ? std::to_string(most) + " questions au plus par compétence n’en mesurent aucune"
                : "Une question au plus par compétence n’en mesure aucune") +
           std::string(" : aucun niveau n’est annoncé.");
}

/// Two columns of eight.
void write_competences(Sheet& sheet, const CertifiedResult& result, double top) {
    top += sheet.write({kMargin, top, kInner, 0},
                       {.size = 13, .colour = kInk, .weight = Weight::Bold},
                       "Les seize compétences abordées") +
           2;
    top += sheet.write(
               {kMargin, top, kInner, 0}, {.size = 9, .colour = kInkSoft}, too_few_of(result)) +
           6;
    constexpr std::uint32_t kRows = engine::kCompetences / 2;
    // What room is left parts the rows, so that each count is seen to be its competence's.
    const double row_height = std::clamp((kFootTop - 10 - top) / kRows, 19.0, 24.0);
    for (std::uint32_t index = 0; index < engine::kCompetences; ++index) {
        const std::uint32_t column = index / kRows;
        const double x = kMargin + column * (kInner / 2 + 6);
        const double y = top + (index % kRows) * row_height;
        sheet.write(
            {x, y, kInner / 2 - 12, 0}, {.size = 8.5, .colour = kInk}, words::competence(index));
        sheet.write({x, y + 10, kInner / 2 - 12, 0},
                    {.size = 7.5, .colour = kInkSoft},
                    seen_of(result.seen.at(index)));
    }
}

void write_foot(Sheet& sheet, const CertificatePaper& paper) {
    const auto address = verification_address(paper.verify_url, paper.result.code);
    sheet.fill({kMargin, kFootTop, kInner, 120}, kSurface);
    sheet.frame({kMargin, kFootTop, kInner, 120}, kLine, 0.8);
    sheet.draw({kMargin + 12, kFootTop + 12, kQrSide, kQrSide}, qr_of(address), kInk);
    const double x = kMargin + kQrSide + 32;
    const double width = kInner - kQrSide - 44;
    sheet.write(
        {x, kFootTop + 12, width, 0}, {.size = 9, .colour = kInkSoft}, "Code de vérification");
    sheet.write({x, kFootTop + 24, width, 0},
                {.size = 18, .colour = kBrand, .weight = Weight::Bold},
                paper.result.code);
    const double below =
        kFootTop + 56 +
        sheet.write({x, kFootTop + 50, width, 0}, {.size = 8.5, .colour = kInk}, address);
    std::string note =
        "Délivré le " + words::day_in_paris(paper.issued_at) +
        ". Le fichier signé est joint à ce document : il se vérifie aussi sans réseau.";
    if (paper.result.provisional)
        note += " Échelle provisoire : ses seuils n’ont pas encore été fixés par un jury.";
    sheet.write({x, below, width, 0}, {.size = 8.5, .colour = kInkSoft}, note);
}

}  // namespace

std::string verification_address(std::string_view verify_url, std::string_view code) {
    return std::string(verify_url) + std::string(code);
}

Bytes draw_certificate(const CertificatePaper& paper) {
    Sheet sheet("Certification de compétences numériques, " + paper.result.code);
    write_frame(sheet);
    double top = write_head(sheet, paper);
    top = write_score(sheet, paper.result, top + 14);
    top = write_domains(sheet, paper.result, top + 18);
    write_competences(sheet, paper.result, top + 10);
    write_foot(sheet, paper);
    return to_bytes(attach_to_pdf(
        to_string(sheet.finish()),
        {.name = "certificat.json", .mime = "application/ld+json", .content = paper.document}));
}

}  // namespace probant::registry
