import type { ErrorCode } from '../../src/shared/error-codes.ts';
import { exportArisings } from './export-arisings.ts';
import { linkArisings } from './link-arisings.ts';
import { setArisings } from './set-arisings.ts';

/** `strip`: under the call bar; `act`: there, after a button of the call; `bar`: in the call bar, what has become of a call; `asked`: in place of what a page asked for. */
export type Screen =
  | 'strip'
  | 'act'
  | 'bar'
  | 'inCall'
  | 'page'
  | 'signIn'
  | 'status'
  | 'seat'
  | 'asked'
  | 'phone';

export interface Arising {
  /** The file below `src` that gives the code; of several the one nearest to the fault. */
  readonly from: string;
  /** Where the reasons stand when `from` puts the code together. */
  readonly reasons?: string;
  /** On which screen it is read; `tool`: on a command line alone. */
  readonly on: Screen | 'tool';
  /** The file that draws it, where that is not the strip, the sign-in, the seat or the status bar. */
  readonly in?: string;
}

const tlsOfPbx: Arising = {
  from: 'main/diagnose-server.ts',
  on: 'seat',
  reasons: 'main/hub-client/tls-fault.ts',
};

/** Each code of the catalogue: where it arises and where a person reads it. A new code does not compile without its row. */
export const arisings: Readonly<Record<ErrorCode, Arising>> = {
  ...setArisings,
  'sip.badCredentials': { from: 'telephony/sip/sip-errors.ts', on: 'seat' },
  'sip.authUnsupported': { from: 'telephony/sip/sip-errors.ts', on: 'seat' },
  'sip.unknownHost': { from: 'main/diagnose-server.ts', on: 'seat' },
  'sip.certificateNotTrusted': tlsOfPbx,
  'sip.certificateExpired': tlsOfPbx,
  'sip.certificateNotYetValid': tlsOfPbx,
  'sip.certificateWrongName': tlsOfPbx,
  'sip.certificateUnsafe': tlsOfPbx,
  'sip.tlsFailed': tlsOfPbx,
  'sip.connectionLost': { from: 'main/diagnose-server.ts', on: 'seat' },
  'sip.registrationRejected': { from: 'telephony/sip/sip-errors.ts', on: 'seat' },
  'sip.extensionTaken': { from: 'telephony/sip/line/registrar-client.ts', on: 'seat' },
  'sip.callFailed': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.callCut': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.notAcknowledged': { from: 'telephony/sip/call/call-life.ts', on: 'bar' },
  'sip.busy': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.refused': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.noAnswer': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.pbxSilent': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.numberNotFound': { from: 'telephony/sip/sip-errors.ts', on: 'bar' },
  'sip.callUnreadable': { from: 'main/areas/phone/phone-problems.ts', on: 'strip' },
  'sip.transferFailed': { from: 'telephony/sip/call/refer.ts', on: 'bar' },
  'media.microphoneDenied': { from: 'telephony/webrtc/media/media-errors.ts', on: 'seat' },
  'media.microphoneAbsent': { from: 'telephony/webrtc/media/media-errors.ts', on: 'seat' },
  'media.microphoneBusy': { from: 'telephony/webrtc/media/media-errors.ts', on: 'seat' },
  'media.noRemoteAudio': { from: 'telephony/webrtc/quality/sound-judge.ts', on: 'strip' },
  'media.noLocalAudio': { from: 'telephony/webrtc/quality/sound-judge.ts', on: 'strip' },
  'media.lossReceiving': { from: 'telephony/webrtc/quality/sound-judge.ts', on: 'strip' },
  'media.lossSending': { from: 'telephony/webrtc/quality/sound-judge.ts', on: 'strip' },
  'media.delayHigh': { from: 'telephony/webrtc/quality/sound-judge.ts', on: 'strip' },
  'media.microphoneSilent': { from: 'telephony/webrtc/devices/seat-probes.ts', on: 'seat' },
  'media.ringerAbsent': { from: 'telephony/webrtc/devices/seat-probes.ts', on: 'seat' },
  'media.negotiationFailed': { from: 'telephony/webrtc/media/negotiation.ts', on: 'bar' },
  'media.noAudioLine': { from: 'telephony/core/sdp/audio-line.ts', on: 'bar' },
  'media.notEncrypted': { from: 'telephony/core/sdp/audio-line.ts', on: 'bar' },
  'media.noCommonCodec': { from: 'telephony/webrtc/media/negotiation.ts', on: 'bar' },
  'media.changeRefused': { from: 'main/areas/calls/call-problems.ts', on: 'strip' },
  'recording.notStarted': { from: 'telephony/webrtc/recorder/proof-of-life.ts', on: 'inCall' },
  'recording.stopped': { from: 'telephony/webrtc/recorder/proof-of-life.ts', on: 'inCall' },
  'recording.silent': { from: 'telephony/webrtc/recorder/silence-notifier.ts', on: 'inCall' },
  'recording.losing': { from: 'telephony/webrtc/recorder/recording-session.ts', on: 'inCall' },
  'recording.diskFull': { from: 'telephony/webrtc/recorder/proof-of-life.ts', on: 'inCall' },
  'recording.writeFailed': { from: 'telephony/webrtc/recorder/proof-of-life.ts', on: 'inCall' },
  'recording.keyUnavailable': { from: 'main/node/file-key-vault.ts', on: 'inCall' },
  'recording.damaged': {
    from: 'main/http/recording-routes.ts',
    on: 'asked',
    in: 'renderer/features/recordings/recording-detail.tsx',
  },
  'recording.notFound': {
    from: 'renderer/host/load-timeline.ts',
    on: 'asked',
    in: 'renderer/features/recordings/recording-player.tsx',
  },
  'upload.hubUnreachable': { from: 'main/areas/recordings/upload/send-segment.ts', on: 'status' },
  'upload.hubDiskFull': { from: 'main/areas/recordings/upload/send-segment.ts', on: 'status' },
  'upload.rejected': { from: 'main/areas/recordings/upload/send-segment.ts', on: 'status' },
  'upload.hashMismatch': { from: 'main/areas/recordings/upload/send-segment.ts', on: 'status' },
  'upload.badReceipt': { from: 'main/areas/recordings/upload/send-segment.ts', on: 'status' },
  'hub.unreachable': { from: 'main/areas/hub-link/sync-status.ts', on: 'status' },
  'hub.neverSignedInHere': { from: 'main/areas/session/offline-sign-in.ts', on: 'signIn' },
  'hub.notAHub': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.notConfigured': { from: 'main/hub-client/hub-client.ts', on: 'signIn' },
  'hub.certificateNotTrusted': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.certificateExpired': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.certificateNotYetValid': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.certificateWrongName': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.certificateUnsafe': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.tlsFailed': { from: 'main/hub-client/hub-errors.ts', on: 'signIn' },
  'hub.keyChanged': { from: 'main/areas/session/pinned-keys.ts', on: 'strip' },
  'hub.badCredentials': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.accountLocked': { from: 'main/areas/session/offline-sign-in.ts', on: 'signIn' },
  'hub.accountDisabled': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.notAtDesk': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.notAtThisPage': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.secondFactorNeeded': { from: 'hub/areas/session/second-factor.ts', on: 'signIn' },
  'hub.secondFactorUnset': { from: 'hub/areas/session/second-factor.ts', on: 'signIn' },
  'hub.secondFactorWrong': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.passwordChangeNeeded': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.passwordSame': { from: 'hub/areas/session/sign-in.ts', on: 'signIn' },
  'hub.oldPasswordWrong': {
    from: 'hub/areas/session/change-password.ts',
    on: 'asked',
    in: 'renderer/features/session/password-setting.tsx',
  },
  'hub.passwordChangeLocked': {
    from: 'hub/areas/session/change-password.ts',
    on: 'asked',
    in: 'renderer/features/session/password-setting.tsx',
  },
  'hub.signInBusy': { from: 'hub/areas/session/sign-in-queue.ts', on: 'signIn' },
  'hub.offlineExpired': { from: 'main/areas/session/offline-sign-in.ts', on: 'signIn' },
  'hub.deskNotProven': { from: 'hub/areas/session/desk-proof.ts', on: 'signIn' },
  'hub.deskDisabled': { from: 'hub/areas/session/desk-proof.ts', on: 'signIn' },
  'hub.sessionExpired': { from: 'main/areas/hub-link/sync-status.ts', on: 'strip' },
  'hub.forbidden': {
    from: 'main/host/desk-guards.ts',
    on: 'asked',
    in: 'renderer/parts/list-frame.tsx',
  },
  'hub.olderThanDesk': { from: 'main/areas/hub-link/outbox.ts', on: 'strip' },
  'hub.olderThanAct': {
    from: 'main/hub-client/hub-link.ts',
    on: 'asked',
    in: 'renderer/features/agents/agent-notices.tsx',
  },
  'hub.refused': { from: 'main/areas/hub-link/outbox.ts', on: 'strip' },
  'hub.busy': { from: 'hub/http/socket-peer.ts', on: 'signIn' },
  'storage.damaged': { from: 'main/storage/open-database.ts', on: 'strip' },
  'storage.damageFound': { from: 'main/open-desk.ts', on: 'strip' },
  'storage.newerVersion': { from: 'main/storage/migrate.ts', on: 'strip' },
  'storage.olderVersion': { from: 'hub/storage/migrate.ts', on: 'tool', in: 'hub/it-tool.ts' },
  'storage.diskFull': {
    from: 'main/storage/open-database.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'storage.wrongKey': { from: 'main/storage/open-database.ts', on: 'strip' },
  'config.unreadable': { from: 'main/config/desk-config.ts', on: 'strip' },
  'config.incomplete': { from: 'main/config/desk-config.ts', on: 'strip' },
  'config.plainRefused': { from: 'main/config/desk-config.ts', on: 'strip' },
  'config.plainConnection': { from: 'main/config/desk-config.ts', on: 'status' },
  'phone.leaseHeld': {
    from: 'main/areas/phone/phone-page-router.ts',
    on: 'phone',
    in: 'renderer/phone/phone-app.tsx',
  },
  'phone.notConnected': { from: 'main/areas/phone/phone-switchboard.ts', on: 'act' },
  'phone.awayInCall': { from: 'main/areas/calls/call-problems.ts', on: 'strip' },
  'phone.noSuchCall': { from: 'telephony/core/command-rules.ts', on: 'act' },
  'phone.notAllowedNow': { from: 'telephony/core/command-rules.ts', on: 'act' },
  'phone.numberForbidden': { from: 'renderer/phone/phone-acts.ts', on: 'act' },
  'phone.keysNotTaken': { from: 'telephony/sip/call/dtmf.ts', on: 'act' },
  'phone.notConfigured': { from: 'renderer/phone/phone-acts.ts', on: 'act' },
  'phone.notForRole': { from: 'shared/domain/seat/seat-checks.ts', on: 'seat' },
  'phone.testRingFailed': { from: 'renderer/phone/seat-proofs.ts', on: 'seat' },
  'phone.secondPath': { from: 'main/areas/calls/second-path-watch.ts', on: 'strip' },
  'call.notFound': { from: 'main/areas/calls/call-records.ts', on: 'asked' },
  'agent.lastReady': {
    from: 'main/areas/agents/ask-guard.ts',
    on: 'asked',
    in: 'renderer/features/agents/state-menu.tsx',
  },
  'agent.notAllowedNow': {
    from: 'shared/domain/agents/agent-machine.ts',
    on: 'asked',
    in: 'renderer/features/agents/state-menu.tsx',
  },
  'agent.askChanged': {
    from: 'hub/areas/agents/asks-and-orders.ts',
    on: 'asked',
    in: 'renderer/features/agents/team-page.tsx',
  },
  'agent.notDialling': { from: 'main/areas/agents/agent-shift.ts', on: 'act' },
  'agent.reasonMissing': {
    from: 'shared/domain/agents/agent-machine.ts',
    on: 'asked',
    in: 'renderer/features/agents/state-menu.tsx',
  },
  'agent.resultOwed': {
    from: 'main/areas/agents/agent-shift.ts',
    on: 'asked',
    in: 'renderer/features/agents/state-menu.tsx',
  },
  'agent.guardUnknown': {
    from: 'main/areas/agents/ask-guard.ts',
    on: 'asked',
    in: 'renderer/features/agents/state-menu.tsx',
  },
  'ticket.notFound': {
    from: 'main/areas/tickets/tickets.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-panel.tsx',
  },
  'ticket.fieldsMissing': {
    from: 'shared/domain/tickets/ticket-machine.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.alreadyClosed': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.conflict': {
    from: 'shared/domain/tickets/ticket-machine.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.gone': { from: 'main/areas/hub-link/hub-link-area.ts', on: 'strip' },
  'ticket.numberTaken': { from: 'main/areas/hub-link/outbox.ts', on: 'strip' },
  'ticket.notWithDepartment': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.stepNotNow': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.notOfCity': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.returnLocked': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.returnNotAsked': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.returnNotGranted': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.forLead': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.assignByProposal': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.applicationOpen': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.departmentMissing': {
    from: 'shared/domain/tickets/carry-out-assignment.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.departmentClosed': {
    from: 'shared/domain/tickets/carry-out-assignment.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.decisionMissing': {
    from: 'shared/domain/tickets/carry-out.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.callbackIncomplete': {
    from: 'shared/domain/tickets/carry-out.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.applicationLate': {
    from: 'shared/domain/tickets/carry-out-applications.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.applicationTwice': {
    from: 'shared/domain/tickets/carry-out-applications.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.applicationNotNow': {
    from: 'shared/domain/tickets/carry-out-applications.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.extensionTooLong': {
    from: 'shared/domain/tickets/carry-out-applications.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.dueInPast': {
    from: 'shared/domain/tickets/carry-out.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.callbackOwed': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.needsHandling': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeUrgent': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeConfidential': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeWithDepartment': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeBeforeSignIn': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeAwaitsDecision': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.closeAwaitsSteps': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.answerOwnOnly': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.answerQuestionOnly': {
    from: 'shared/domain/tickets/flow.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.confidential': { from: 'hub/areas/department/read-tickets.ts', on: 'asked' },
  'office.conflict': { from: 'hub/areas/office/put-versioned.ts', on: 'asked' },
  'knowledge.conflict': { from: 'shared/domain/knowledge/proposal.ts', on: 'asked' },
  'knowledge.decided': { from: 'shared/domain/knowledge/proposal.ts', on: 'asked' },
  'ticket.undoTooLate': {
    from: 'main/areas/tickets/closing-undo.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  'ticket.answerAtIntake': {
    from: 'shared/domain/tickets/flow-refusals.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  ...exportArisings,
  'knowledge.notFound': {
    from: 'main/areas/knowledge/knowledge-area.ts',
    on: 'asked',
    in: 'renderer/features/knowledge/hit-list.tsx',
  },
  'input.invalid': {
    from: 'shared/node/to-app-error.ts',
    on: 'asked',
    in: 'renderer/features/tickets/ticket-foot.tsx',
  },
  ...linkArisings,
};
