// SPDX-License-Identifier: EUPL-1.2
#include "candidate/doctor/sign_remedy.h"

namespace probant::candidate::doctor {
namespace {

using engine::StationSign;
using engine::Text;

Text remedy_to_check(StationSign sign) {
    switch (sign) {
        case StationSign::Process:
            return {
                "Fermer ou désinstaller ce programme ; s'il est de la station, ajouter son "
                "chemin à integrity.processes.",
                "Close or remove this program; if it is the station's, add its path to "
                "integrity.processes."};
        case StationSign::SecondScreen:
            return {"Débrancher l'écran en trop, et ce qui en montre la copie.",
                    "Unplug the screen too many, and what shows a copy of it."};
        case StationSign::RemoteSession:
            return {
                "Fermer la session, arrêter le service (systemctl disable --now ssh) ; une "
                "porte que la salle garde ouverte s'écrit dans integrity.ports.",
                "Close the session, stop the service (systemctl disable --now ssh); a door "
                "that the room keeps open is written in integrity.ports."};
        case StationSign::VirtualMachine:
            return {
                "Si le centre emploie des machines virtuelles, le dire à qui surveille ; sinon "
                "démarrer la machine elle-même.",
                "If the centre uses virtual machines, tell who supervises; otherwise start "
                "the machine itself."};
        case StationSign::NetworkPath:
            return {
                "Débrancher le second réseau, couper le Wi-Fi, fermer le pare-feu à tout sauf "
                "au centre.",
                "Unplug the second network, switch Wi-Fi off, close the firewall to all but "
                "the centre."};
        case StationSign::UsbStorage:
            return {"Retirer le support ; s'il est de la station, l'écrire dans integrity.usb.",
                    "Take the device out; if it is the station's, write it in integrity.usb."};
        case StationSign::FocusLost:
            return {"Fermer la fenêtre qui est devant, cliquer dans celle de l'examen.",
                    "Close the window that is in front, click in the exam's."};
        case StationSign::FullScreenLeft:
            return {"Redémarrer la station : le navigateur s'ouvre en plein écran.",
                    "Restart the station: the browser opens full-screen."};
        case StationSign::ClockDrift:
        case StationSign::CameraLost:
        case StationSign::BrowserRestarted:
        case StationSign::AgentRestarted:
            return {"Regarder ce que dit la station : journalctl --unit probant-station.",
                    "See what the station says: journalctl --unit probant-station."};
    }
    return {};
}

Text remedy_untold(StationSign sign) {
    switch (sign) {
        case StationSign::Process:
            return {
                "Donner la liste integrity.processes, et au service le droit de lire les "
                "programmes des autres comptes (CAP_SYS_PTRACE).",
                "Give the list integrity.processes, and the service the right to read the "
                "programs of other accounts (CAP_SYS_PTRACE)."};
        case StationSign::SecondScreen:
            return {"Compter les écrans à l'œil : la carte ou l'affichage ne le dit pas.",
                    "Count the screens by eye: the card or the display does not tell."};
        case StationSign::RemoteSession:
            return {"Lancer le service par systemd, qui connaît les sessions.",
                    "Run the service under systemd, which knows the sessions."};
        case StationSign::FocusLost:
        case StationSign::FullScreenLeft:
            return {
                "Regarder de nouveau pendant que la page de l'examen est ouverte, avec "
                "DISPLAY (ou integrity.display) et XAUTHORITY.",
                "Look again while the exam's page is open, with DISPLAY (or "
                "integrity.display) and XAUTHORITY."};
        case StationSign::VirtualMachine:
        case StationSign::NetworkPath:
        case StationSign::UsbStorage:
        case StationSign::ClockDrift:
        case StationSign::CameraLost:
        case StationSign::BrowserRestarted:
        case StationSign::AgentRestarted:
            return {
                "Laisser le service lire /sys et /proc ; à défaut, regarder la machine à "
                "l'œil.",
                "Let the service read /sys and /proc; failing that, look at the machine by "
                "eye."};
    }
    return {};
}

}  // namespace

Text subject_of(StationSign sign) {
    switch (sign) {
        case StationSign::Process:
            return {"Programmes", "Programs"};
        case StationSign::SecondScreen:
            return {"Écran", "Screen"};
        case StationSign::RemoteSession:
            return {"Accès à distance", "Access from afar"};
        case StationSign::VirtualMachine:
            return {"Machine elle-même", "The machine itself"};
        case StationSign::ClockDrift:
            return {"Horloge", "Clock"};
        case StationSign::NetworkPath:
            return {"Chemin du réseau", "Network path"};
        case StationSign::UsbStorage:
            return {"Stockage USB", "USB storage"};
        case StationSign::FocusLost:
            return {"Clavier dans la fenêtre de l'examen", "Keyboard in the exam's window"};
        case StationSign::FullScreenLeft:
            return {"Plein écran", "Full screen"};
        case StationSign::CameraLost:
            return {"Caméra", "Camera"};
        case StationSign::BrowserRestarted:
            return {"Navigateur", "Browser"};
        case StationSign::AgentRestarted:
            return {"Programme de la station", "The station's program"};
    }
    return {};
}

Text remedy_of(const integrity::Judgement& judgement) {
    return judgement.state == engine::SignState::ToCheck ? remedy_to_check(judgement.sign)
                                                         : remedy_untold(judgement.sign);
}

}  // namespace probant::candidate::doctor
