import { common, errors } from './en/common';
import { frame } from './en/frame';
import { overview } from './en/overview';
import { performance } from './en/performance';

export const en = { common, errors, frame, overview, performance };
