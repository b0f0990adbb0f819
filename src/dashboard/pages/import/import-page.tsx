import { Button, Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { useShop } from '../../parts/shop.tsx'
import { ChooseFile } from './choose-file.tsx'
import { ImportSteps } from './import-steps.tsx'

/** Links from a file: choose it, see how it is understood, try, import. */
export function ImportPage() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [chosen, setChosen] = useState<{ readonly file: File; readonly time: number }>()
  return (
    <Page
      title={t('import.title')}
      lead={t('import.lead')}
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={16} />}
          renderRoot={(props) => <Link to="/links/all" {...props} />}
        >
          {t('import.back')}
        </Button>
      }
    >
      <Stack gap="md">
        <ChooseFile
          file={chosen?.file}
          onChoose={(file) => setChosen({ file, time: Date.now() })}
          columns={t('import.choose.columns')}
          tooLargeText={(name) => t('import.choose.tooLarge', { name })}
        />
        {chosen && <ImportSteps key={`${shopId} ${chosen.time}`} file={chosen.file} />}
      </Stack>
    </Page>
  )
}
