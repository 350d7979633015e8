import '@mantine/core/styles.css'
import '@fontsource-variable/inter/wght.css'
import '../ui/base.css'
