import { common, errors } from './en/common';
import { frame } from './en/frame';
import { metrics } from './en/metrics';
import { overview } from './en/overview';
import { performance } from './en/performance';
import { runs } from './en/runs';
import { schedule } from './en/schedule';
import { settings } from './en/settings';
import { welcome } from './en/welcome';

export const en = { common, errors, frame, metrics, overview, performance, runs, schedule, settings, welcome };
