// How an error looks and what it offers, by its code: one table for the whole window. The words (what happened, what
// to do) come from the core with the error; nobody matches on them.

import type { Component } from 'svelte';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import Clock from '@lucide/svelte/icons/clock';
import FileWarning from '@lucide/svelte/icons/file-warning';
import HardDrive from '@lucide/svelte/icons/hard-drive';
import KeyRound from '@lucide/svelte/icons/key-round';
import Lock from '@lucide/svelte/icons/lock';
import ShieldAlert from '@lucide/svelte/icons/shield-alert';
import WifiOff from '@lucide/svelte/icons/wifi-off';
import { m } from './messages';
import type { AppError as CoreError, ErrorCode } from './ipc/bindings';

export type AppError = CoreError;

export interface ErrorLook {
  icon: Component<{ size?: number | string; 'aria-hidden'?: boolean | 'true' | 'false' }>;
  /** Whether trying the same again can help. */
  retry: boolean;
  /** Where it is put right, and what that link says. */
  href?: string;
  action?: string;
}

const plain: ErrorLook = { icon: CircleAlert, retry: true };
const wrong: ErrorLook = { icon: CircleAlert, retry: false };
const token: ErrorLook = { icon: KeyRound, retry: false, href: '/settings', action: m.errors.openConnection };
const file: ErrorLook = { icon: FileWarning, retry: false, href: '/settings', action: m.errors.openFile };

const table: Record<ErrorCode, ErrorLook> = {
  wrong_usage: wrong,
  invalid_input: wrong,
  not_found: wrong,
  already_exists: wrong,
  conflict: plain,
  already_ended: wrong,
  unknown_job_type: wrong,
  job_type_not_available: wrong,
  schedule_never_fires: wrong,
  file_newer: { ...file, href: undefined },
  file_locked: { icon: Lock, retry: true },
  file_damaged: { ...file, href: undefined },
  not_a_workspace: { ...file, href: undefined },
  file_read_only: { icon: Lock, retry: true },
  opened_read_only: { icon: Lock, retry: false, href: '/settings', action: m.errors.openFile },
  disk_full: { icon: HardDrive, retry: true },
  io: { icon: HardDrive, retry: true },
  keychain_unavailable: { icon: KeyRound, retry: true },
  token_missing: token,
  token_expired: token,
  token_invalid: token,
  permission_missing: { ...token, icon: ShieldAlert },
  account_not_found: { ...token, icon: ShieldAlert },
  account_not_connected: token,
  account_blocked: { icon: ShieldAlert, retry: false },
  account_changed: { icon: ShieldAlert, retry: false },
  rate_limited: { icon: Clock, retry: false },
  offline: { icon: WifiOff, retry: true },
  meta_unavailable: { icon: WifiOff, retry: true },
  meta_reply_unreadable: plain,
  meta_refused: plain,
  api_version_ended: wrong,
  lease_lost: plain,
  cancelled: wrong,
  internal: plain
};

/** The look of a code; one that this window does not know looks like any other error. */
export function lookOf(code: string): ErrorLook {
  return table[code as ErrorCode] ?? plain;
}

/** Whether a caught value is an error of the core. */
export function isAppError(value: unknown): value is AppError {
  return typeof value === 'object' && value !== null && 'code' in value && 'nextStep' in value;
}

/** Anything that was thrown, as an error that can be shown. */
export function asAppError(value: unknown): AppError {
  if (isAppError(value)) return value;
  const what = value instanceof Error ? value.message : String(value);
  return {
    code: 'internal',
    message: `${m.errors.unexpected} ${what}`,
    nextStep: m.errors.unexpectedNext,
    lost: false
  };
}
