import { Button, Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly run: { readonly isBusy: boolean; readonly share: number; stop(): void }
  /** Whether the file is understood well enough. */
  readonly isReady: boolean
  readonly tryLabel: string
  /** Undefined where there is nothing to import, or it wasn't tried yet. */
  readonly startLabel: string | undefined
  readonly goingLabel: string
  readonly isTried: boolean
  readonly onStart: (dryRun: boolean) => void
}

/** Try first, then import; how far it is, and stop. */
export function RunButtons({ run, isReady, isTried, tryLabel, startLabel, goingLabel, onStart }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Group gap="sm">
        <Button
          variant={isTried ? 'default' : 'filled'}
          disabled={!isReady || run.isBusy}
          onClick={() => onStart(true)}
        >
          {tryLabel}
        </Button>
        {startLabel !== undefined && (
          <Button disabled={run.isBusy} onClick={() => onStart(false)}>
            {startLabel}
          </Button>
        )}
        {run.isBusy && (
          <Button variant="default" onClick={run.stop}>
            {t('import.stop')}
          </Button>
        )}
      </Group>
      {run.isBusy && <Going label={goingLabel} share={run.share} />}
    </>
  )
}

/** Unknown until the whole file has arrived. */
function Going({ label, share }: { readonly label: string; readonly share: number }) {
  const { t } = useTranslation()
  const told = share === 0 ? t('import.going.sending') : label
  return (
    <div aria-live="polite">
      <Text size="sm" mb={4}>
        {told}
      </Text>
      <Progress value={share === 0 ? 100 : share * 100} animated={share === 0} aria-label={told} />
    </div>
  )
}
