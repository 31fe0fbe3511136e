import type { TFunction } from 'i18next';
import { useEffect, useMemo, useRef, useState } from 'react';
import WaveSurfer from 'wavesurfer.js';
import RegionsPlugin from 'wavesurfer.js/plugins/regions';
import type {
  RecordingMark,
  RecordingTimeline,
} from '../../../shared/domain/recordings/recording.ts';
import { useView } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { labelsThatFit } from './lane-marks.ts';
import { lastingText } from './listening-text.ts';

interface WaveLanesProps {
  readonly timeline: RecordingTimeline;
  /** Those that are drawn. */
  readonly marks: readonly RecordingMark[];
  /** The element that plays; the lanes only draw and seek it. */
  readonly media: HTMLMediaElement;
}

/** Of the window's height, so that a large screen shows large lanes. */
const laneShare = 0.125;
const thinBars = { barWidth: 2, barGap: 1, barMinHeight: 1 };
/** A window that is being dragged larger is drawn once it rests. */
const restMs = 150;

/**
 * Two lanes, agent above, citizen below, drawn from the peaks that were kept while recording: nothing is decoded here,
 * so an hour-long call shows as fast as a short one.
 */
export function WaveLanes({ timeline, marks, media }: WaveLanesProps) {
  const t = useText();
  const theme = useView((state) => state.theme);
  const scale = useView((state) => state.textScale);
  const container = useRef<HTMLDivElement>(null);
  const size = useLaneSize(container);
  const labels = useMemo(() => marks.map((mark) => labelOf(mark, t)), [marks, t]);
  useEffect(() => {
    const element = container.current;
    if (element === null || size === null) return undefined;
    const regions = RegionsPlugin.create();
    const { width, height } = size;
    // A short call has fewer steps than bars would fit: its outline is drawn instead.
    const isLong = timeline.agentPeaks.length * 3 > width;
    const wave = WaveSurfer.create({
      container: element,
      media,
      peaks: [toFloats(timeline.agentPeaks), toFloats(timeline.citizenPeaks)],
      duration: timeline.durationMs / 1000,
      height,
      ...(isLong ? thinBars : {}),
      maxPeak: 1,
      cursorWidth: 2,
      cursorColor: color(element, '--fault'),
      dragToSeek: true,
      splitChannels: ['--lane-agent', '--lane-citizen'].map((name) => ({
        waveColor: color(element, name),
        progressColor: color(element, name),
        height,
      })),
      plugins: [regions],
    });
    // Not before: a region asks the drawn wave for its place.
    wave.once('ready', () => {
      const fitting = labelsThatFit(
        marks.map((mark, index) => ({
          left: (mark.fromMs / timeline.durationMs) * width,
          width: widthOf(element, labels[index] ?? ''),
          lastingMs: mark.toMs - mark.fromMs,
        })),
        width,
      );
      for (const [index, mark] of marks.entries()) {
        regions.addRegion({
          start: mark.fromMs / 1000,
          end: mark.toMs / 1000,
          content: fitting.has(index) ? (labels[index] ?? '') : '',
          color: color(element, '--lane-mark'),
          drag: false,
          resize: false,
        });
      }
    });
    return () => wave.destroy();
    // Colours and letters are measured once: another theme or size of text draws anew.
  }, [timeline, marks, labels, media, theme, scale, size]);
  return (
    <div
      className="listening__lanes"
      ref={container}
      role="img"
      aria-label={t('listening.lanes')}
    />
  );
}

/** Width of the lanes and height of one of them, in pixels; `null` before they are laid out. */
function useLaneSize(container: { readonly current: HTMLDivElement | null }) {
  const [size, setSize] = useState<{ readonly width: number; readonly height: number } | null>(
    null,
  );
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const measure = () => {
      const next = {
        width: element.clientWidth,
        height: Math.round(window.innerHeight * laneShare),
      };
      setSize((now) => (now?.width === next.width && now.height === next.height ? now : next));
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(measure, restMs);
    };
    measure();
    const observer = new ResizeObserver(later);
    observer.observe(element);
    // The height of the lanes follows the window's, not the element's.
    window.addEventListener('resize', later);
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      window.removeEventListener('resize', later);
    };
  }, [container]);
  return size;
}

function labelOf(mark: RecordingMark, t: TFunction): string {
  return `${t(`listening.mark.${mark.kind}`)} ${lastingText(mark.toMs - mark.fromMs, t)}`;
}

/** As the region will draw it, with its padding and a little air. */
function widthOf(element: HTMLElement, text: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return Infinity;
  const { fontFamily, fontSize } = getComputedStyle(element);
  context.font = `${fontSize} ${fontFamily}`;
  return context.measureText(text).width + 12;
}

function color(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function toFloats(peaks: readonly number[]): number[] {
  return peaks.map((peak) => peak / 100);
}
