import { approvedApplications } from './illicit-consent/approved-applications.js';
import { backdoorOnAnApplication } from './illicit-consent/backdoor-on-an-application.js';
import { mailHelperPhish } from './illicit-consent/mail-helper-phish.js';
import { invoicesHiddenAndForwarded } from './mailbox-forwarding/invoices-hidden-and-forwarded.js';
import { outlookRuleFromANewNetwork } from './mailbox-forwarding/outlook-rule-from-a-new-network.js';
import { tidyMailboxes } from './mailbox-forwarding/tidy-mailboxes.js';
import { authenticatorFromAbroad } from './mfa-method-change/authenticator-from-abroad.js';
import { secondFactorTakenOff } from './mfa-method-change/second-factor-taken-off.js';
import { newTelephones } from './mfa-method-change/new-telephones.js';
import { usersAtRiskAlone } from './identity-risk/users-at-risk-alone.js';
import { risksThatStand } from './identity-risk/risks-that-stand.js';
import { risksSettled } from './identity-risk/risks-settled.js';
import { sessionCookieReplayed } from './session-replay/session-cookie-replayed.js';
import { deviceCodePhish } from './session-replay/device-code-phish.js';
import { oneSessionManyNetworks } from './session-replay/one-session-many-networks.js';
import { partnerAccountInThePortal } from './cross-tenant-single-factor/partner-account-in-the-portal.js';
import { partnerGuestsAtWork } from './cross-tenant-single-factor/partner-guests-at-work.js';
import { mfaBombing } from './mfa-fatigue/mfa-bombing.js';
import { mfaBombingWithstood } from './mfa-fatigue/mfa-bombing-withstood.js';
import { missedPromptsAtTheDesk } from './mfa-fatigue/missed-prompts-at-the-desk.js';
import { distributedSpray } from './password-spray/distributed-spray.js';
import { mondayAtTheOffice } from './password-spray/monday-at-the-office.js';
import { oldPasswordsInMailApps } from './password-spray/old-passwords-in-mail-apps.js';
import { slowSprayFromABlock } from './password-spray/slow-spray-from-a-block.js';
import { sprayFromOneAddress } from './password-spray/spray-from-one-address.js';
import { sprayStoppedByMfa } from './password-spray/spray-stopped-by-mfa.js';
import { storageBuildTokenTaken } from './storage-token-replay/storage-build-token-taken.js';
import { storageEverydayCopies } from './storage-token-replay/storage-everyday-copies.js';
import { storageFromTheOffice } from './storage-token-replay/storage-from-the-office.js';
import { storageLaptopMoves } from './storage-token-replay/storage-laptop-moves.js';
import { storageMachineElsewhere } from './storage-token-replay/storage-machine-elsewhere.js';
import { storageTokenInAScript } from './storage-token-replay/storage-token-in-a-script.js';
import { storageWithoutASignIn } from './storage-token-replay/storage-without-a-sign-in.js';
import { twoContinentsInHalfAnHour } from './impossible-travel/two-continents-in-half-an-hour.js';
import { sessionRelayedFromAbroad } from './impossible-travel/session-relayed-from-abroad.js';
import { roamingTravellers } from './impossible-travel/roaming-travellers.js';
import { countriesWithoutCoordinates } from './impossible-travel/countries-without-coordinates.js';
import { companyExitsFarAway } from './impossible-travel/company-exits-far-away.js';
import { wanderingAddresses } from './impossible-travel/wandering-addresses.js';
import { gcpKeyMadeByAnIntruder } from './gcp-service-account-key/gcp-key-made-by-an-intruder.js';
import { gcpKeyFoundInAnImage } from './gcp-service-account-key/gcp-key-found-in-an-image.js';
import { gcpAdministratorOnTheWay } from './gcp-service-account-key/gcp-administrator-on-the-way.js';
import { gcpBorrowedRights } from './gcp-service-account-key/gcp-borrowed-rights.js';
import { gcpEverydayKeys } from './gcp-service-account-key/gcp-everyday-keys.js';
import { gcpKeyInUseForWeeks } from './gcp-service-account-key/gcp-key-in-use-for-weeks.js';
import { busyDaysWithFiles } from './bulk-file-access/busy-days-with-files.js';
import { filesBeforeTheFlight } from './bulk-file-access/files-before-the-flight.js';
import { filesTakenWhereLogsBegin } from './bulk-file-access/files-taken-where-logs-begin.js';
import { filesTakenByAScript } from './bulk-file-access/files-taken-by-a-script.js';
import { linksForStrangers } from './bulk-file-access/links-for-strangers.js';
import { onedriveEmptied } from './bulk-file-access/onedrive-emptied.js';
import { gitHubDoorsOpened } from './github-account/github-doors-opened.js';
import { gitHubEverydayAutomation } from './github-account/github-everyday-automation.js';
import { gitHubFirstDayElsewhere } from './github-account/github-first-day-elsewhere.js';
import { gitHubSessionMakesKeys } from './github-account/github-session-makes-keys.js';
import { gitHubTokenClonesEverything } from './github-account/github-token-clones-everything.js';
import { oktaCookieTakenByMalware } from './okta-session-hijack/okta-cookie-taken-by-malware.js';
import { oktaHelpDeskDeceived } from './okta-session-hijack/okta-help-desk-deceived.js';
import { oktaStolenAdministratorPassword } from './okta-session-hijack/okta-stolen-administrator-password.js';
import { oktaEverydayAdministration } from './okta-session-hijack/okta-everyday-administration.js';
import { oktaPromptsUntilApproved } from './okta-account-takeover/okta-prompts-until-approved.js';
import { oktaPasswordsGuessed } from './okta-account-takeover/okta-passwords-guessed.js';
import { oktaOwnerReports } from './okta-account-takeover/okta-owner-reports.js';
import { oktaPoliciesLoosened } from './okta-session-hijack/okta-policies-loosened.js';
import { oktaProviderOfAnIntruder } from './okta-account-takeover/okta-provider-of-an-intruder.js';
import { gcpMachineTokenElsewhere } from './gcp-service-account-key/gcp-machine-token-elsewhere.js';
import { oktaTwoCountriesAtOnce } from './okta-account-takeover/okta-two-countries-at-once.js';
import { oktaEverydaySignIns } from './okta-account-takeover/okta-everyday-sign-ins.js';
import { dropboxAdministratorSignsInAs } from './dropbox-takeover/dropbox-administrator-signs-in-as.js';
import { gitHubVisitToAnotherOffice } from './github-account/github-visit-to-another-office.js';
import { dropboxApplicationLinked } from './dropbox-takeover/dropbox-application-linked.js';
import { dropboxBusyTeam } from './dropbox-takeover/dropbox-busy-team.js';
import { dropboxEmptiedAndShared } from './dropbox-takeover/dropbox-emptied-and-shared.js';
import { dropboxHeavyUserTravels } from './dropbox-takeover/dropbox-heavy-user-travels.js';
import { dropboxFilesForTheTrain } from './dropbox-takeover/dropbox-files-for-the-train.js';
import { torWithoutProtection } from './anonymous-sign-in/tor-without-protection.js';
import { torNamedByProtection } from './anonymous-sign-in/tor-named-by-protection.js';
import { anonymiserWithProtection } from './anonymous-sign-in/anonymiser-with-protection.js';
import { addressesWithAPast } from './anonymous-sign-in/addresses-with-a-past.js';
import { minersInEveryRegion } from './infrastructure-acquisition/miners-in-every-region.js';
import { azureMachinesByAnIntruder } from './infrastructure-acquisition/azure-machines-by-an-intruder.js';
import { azureMachinesInAnEmptyLog } from './infrastructure-acquisition/azure-machines-in-an-empty-log.js';
import { gcpMachinesWithAStolenKey } from './infrastructure-acquisition/gcp-machines-with-a-stolen-key.js';
import { machinesOnOrdinaryDays } from './infrastructure-acquisition/machines-on-ordinary-days.js';
import { stolenPasswordNewEverything } from './unfamiliar-sign-in/stolen-password-new-everything.js';
import { strangerBehindALocalLine } from './unfamiliar-sign-in/stranger-behind-a-local-line.js';
import { strangerWithACommonBrowser } from './unfamiliar-sign-in/stranger-with-a-common-browser.js';
import { newThingsOneAtATime } from './unfamiliar-sign-in/new-things-one-at-a-time.js';
import { machineAndRentedLines } from './rotating-networks/machine-and-rented-lines.js';
import { anotherLineEveryHalfDay } from './rotating-networks/another-line-every-half-day.js';
import { manyNetworksOfOneLife } from './rotating-networks/many-networks-of-one-life.js';
import { workspaceAccountMadeTheirOwn } from './google-workspace-takeover/workspace-account-made-their-own.js';
import { workspaceAdministratorAbroad } from './google-workspace-takeover/workspace-administrator-abroad.js';
import { workspaceAccountDisabledByGoogle } from './google-workspace-takeover/workspace-account-disabled-by-google.js';
import { workspaceFilesOnAJourney } from './google-workspace-takeover/workspace-files-on-a-journey.js';
import { workspaceMailAndFilesTaken } from './google-workspace-takeover/workspace-mail-and-files-taken.js';
import { workspaceOrdinaryChanges } from './google-workspace-takeover/workspace-ordinary-changes.js';
import { twilioMadeReadyToSend } from './twilio-account/twilio-made-ready-to-send.js';
import { twilioOrdinaryChanges } from './twilio-account/twilio-ordinary-changes.js';
import type { Story } from './story.js';

/** Every story, one file each, in a folder of its attack with the look-alikes; a test compares the folders with this list. */
export const stories: ReadonlyMap<string, Story> = new Map(
  [
    distributedSpray,
    slowSprayFromABlock,
    sprayFromOneAddress,
    sprayStoppedByMfa,
    mondayAtTheOffice,
    oldPasswordsInMailApps,
    mfaBombing,
    mfaBombingWithstood,
    missedPromptsAtTheDesk,
    storageBuildTokenTaken,
    storageEverydayCopies,
    storageFromTheOffice,
    storageLaptopMoves,
    storageMachineElsewhere,
    storageTokenInAScript,
    storageWithoutASignIn,
    twoContinentsInHalfAnHour,
    countriesWithoutCoordinates,
    sessionRelayedFromAbroad,
    roamingTravellers,
    companyExitsFarAway,
    wanderingAddresses,
    mailHelperPhish,
    backdoorOnAnApplication,
    approvedApplications,
    gcpKeyMadeByAnIntruder,
    gcpKeyFoundInAnImage,
    gcpEverydayKeys,
    gcpKeyInUseForWeeks,
    gcpBorrowedRights,
    gcpAdministratorOnTheWay,
    busyDaysWithFiles,
    filesBeforeTheFlight,
    filesTakenByAScript,
    filesTakenWhereLogsBegin,
    linksForStrangers,
    onedriveEmptied,
    gitHubDoorsOpened,
    gitHubEverydayAutomation,
    gitHubFirstDayElsewhere,
    gitHubSessionMakesKeys,
    gitHubTokenClonesEverything,
    invoicesHiddenAndForwarded,
    outlookRuleFromANewNetwork,
    tidyMailboxes,
    oktaCookieTakenByMalware,
    oktaHelpDeskDeceived,
    oktaStolenAdministratorPassword,
    oktaEverydayAdministration,
    oktaPromptsUntilApproved,
    oktaPasswordsGuessed,
    oktaOwnerReports,
    oktaEverydaySignIns,
    oktaTwoCountriesAtOnce,
    oktaPoliciesLoosened,
    oktaProviderOfAnIntruder,
    gcpMachineTokenElsewhere,
    gitHubVisitToAnotherOffice,
    dropboxAdministratorSignsInAs,
    dropboxApplicationLinked,
    dropboxBusyTeam,
    dropboxEmptiedAndShared,
    dropboxFilesForTheTrain,
    dropboxHeavyUserTravels,
    authenticatorFromAbroad,
    secondFactorTakenOff,
    newTelephones,
    torWithoutProtection,
    torNamedByProtection,
    anonymiserWithProtection,
    addressesWithAPast,
    minersInEveryRegion,
    azureMachinesByAnIntruder,
    azureMachinesInAnEmptyLog,
    gcpMachinesWithAStolenKey,
    machinesOnOrdinaryDays,
    risksThatStand,
    usersAtRiskAlone,
    risksSettled,
    stolenPasswordNewEverything,
    strangerBehindALocalLine,
    strangerWithACommonBrowser,
    newThingsOneAtATime,
    sessionCookieReplayed,
    deviceCodePhish,
    oneSessionManyNetworks,
    partnerAccountInThePortal,
    partnerGuestsAtWork,
    machineAndRentedLines,
    anotherLineEveryHalfDay,
    manyNetworksOfOneLife,
    workspaceAccountMadeTheirOwn,
    workspaceAdministratorAbroad,
    workspaceAccountDisabledByGoogle,
    workspaceOrdinaryChanges,
    workspaceMailAndFilesTaken,
    workspaceFilesOnAJourney,
    twilioMadeReadyToSend,
    twilioOrdinaryChanges,
  ].map((story) => [story.id, story]),
);
